import { nearest } from '../check/did-you-mean.js'
import type { Findings } from '../check/findings.js'
import type { HostConfig } from '../cluster-config.js'
import type { ClusterFile, HostInput } from '../cluster-file.js'

/** The hosts, in the order of the file. */
export function resolveHosts(nodes: ClusterFile['node_dict'] | undefined, findings: Findings): HostConfig[] {
  if (!isList(nodes)) return Object.entries(nodes ?? {}).map(([name, host]) => resolveHost(name, host))
  const firstAt = new Map<string, number>()
  return nodes.flatMap((host, index) => {
    // Undefined where the item was wrong, which is reported already.
    if (host?.mgmt_ip === undefined) return []
    const first = firstAt.get(host.mgmt_ip)
    if (first !== undefined) {
      const message = `is ${host.mgmt_ip}, which node_dict/${first} is already; remove one of the two`
      findings.add(['node_dict', index, 'mgmt_ip'], message)
    }
    firstAt.set(host.mgmt_ip, first ?? index)
    return [resolveHost(host.mgmt_ip, host)]
  })
}

/** The name of the head host: the file's, which must be one of the hosts, else the first. */
export function resolveHeadHost(
  head: ClusterFile['head_node_dict'],
  hosts: readonly HostConfig[],
  findings: Findings,
): string {
  const [first] = hosts
  const wanted = head?.mgmt_ip ?? first?.name ?? ''
  if (!hosts.some(({ name }) => name === wanted) && !hostsAreInDoubt(findings)) {
    findings.add(
      ['head_node_dict', 'mgmt_ip'],
      `is "${wanted}", which is not a host of node_dict; ${advise(wanted, hosts)}`,
    )
  }
  return wanted
}

/** Whether a host may be missing from the list only because something is wrong with it, which is reported already. */
function hostsAreInDoubt({ all }: Findings): boolean {
  return all.some(({ path }) => path[0] === 'node_dict' && (path.length <= 2 || path[2] === 'mgmt_ip'))
}

function isList<Item>(nodes: object | readonly Item[] | undefined): nodes is readonly Item[] {
  return Array.isArray(nodes)
}

function resolveHost(name: string, host: HostInput | null | undefined): HostConfig {
  return { name, vpcIp: address(host?.vpc_ip), bmcIp: address(host?.bmc_ip) }
}

function address(text: string | null | undefined): string | null {
  return text == null || /^(?:|n\/?a)$/i.test(text) ? null : text
}

function advise(wanted: string, hosts: readonly HostConfig[]): string {
  const byOtherAddress = hosts.find(({ vpcIp }) => vpcIp === wanted)
  if (byOtherAddress !== undefined) return `it is the vpc_ip of "${byOtherAddress.name}": write that`
  const names = hosts.map(({ name }) => name)
  const meant = nearest(wanted, names)
  if (meant !== undefined) return `did you mean "${meant}"?`
  const some = names.slice(0, 5).map((name) => `"${name}"`)
  return `write one of ${some.join(', ')}${names.length > some.length ? `, … (${names.length} hosts)` : ''}`
}
