import type { ClusterFileOptions, TestbedHost } from '../contract/testbed.js'

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
