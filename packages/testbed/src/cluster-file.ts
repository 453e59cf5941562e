import type { TestbedHost } from './testbed.js'

/** Keys of a cluster file beside those that the testbed fills in. */
export interface ClusterFileOptions {
  /** Hosts of the file. Default is all hosts of the testbed. */
  readonly hosts?: readonly TestbedHost[]
  /** Head host. Default is the first of the hosts. */
  readonly head?: TestbedHost
  /** Login. Default is `berth`. */
  readonly username?: string
  /** `cluster_name`. Default is none. */
  readonly clusterName?: string
  /** Top-level keys that are added, or that replace what the testbed writes; undefined takes a key away. */
  readonly extra?: Readonly<Record<string, unknown>>
}

/** The content of a cluster file; `container` undefined leaves the block out and says `baremetal`. */
export function clusterFileContent(
  hosts: readonly TestbedHost[],
  keyFile: string,
  container: Readonly<Record<string, unknown>> | undefined,
  options: ClusterFileOptions,
): Record<string, unknown> {
  const head = options.head ?? hosts[0]
  return {
    orchestrator: container === undefined ? 'baremetal' : 'container',
    ...(options.clusterName === undefined ? {} : { cluster_name: options.clusterName }),
    username: options.username ?? 'berth',
    priv_key_file: keyFile,
    ...(head === undefined ? {} : { head_node_dict: { mgmt_ip: head.address } }),
    node_dict: Object.fromEntries(hosts.map((host) => [host.address, { vpc_ip: host.address, bmc_ip: 'NA' }])),
    ...(container === undefined ? {} : { container }),
    ...options.extra,
  }
}
