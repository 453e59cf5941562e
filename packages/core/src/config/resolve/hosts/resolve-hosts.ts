import { nearest } from '../../check/did-you-mean.js'
import type { HostConfig } from '../../model/cluster-config.js'
import type { ClusterFile } from '../../model/cluster-file.js'
import type { Findings } from '../../model/findings.js'
import { type ConfigPath, formatPath } from '../../model/path.js'
import { canonicalAddress } from '../../nodeset/canonical-address.js'
import { mostNames } from '../../nodeset/expand-names.js'
import { expandHosts } from './expand-hosts.js'
import type { HostEntry } from './host-entry.js'
import { reportSharedAddresses } from './shared-addresses.js'

/** The hosts, in the order of the file. */
export function resolveHosts(nodes: ClusterFile['node_dict'] | undefined, findings: Findings): HostConfig[] {
  const hosts: { readonly host: HostConfig; readonly entry: HostEntry }[] = []
  for (const entry of entriesOf(nodes)) {
    for (const host of expandHosts(entry, findings)) hosts.push({ host, entry })
    if (hosts.length <= mostNames) continue
    findings.add(entry.namePath, `is more than ${mostNames} hosts, together with those before it`, entry.at)
    break
  }
  const firstAt = new Map<string, ConfigPath>()
  for (const { host, entry } of hosts) {
    const first = firstAt.get(host.name)
    if (first !== undefined) {
      const verb = entry.names === host.name ? 'is' : 'has'
      const message = `${verb} ${host.name}, which ${formatPath(first)} is already; remove one of the two`
      findings.add(entry.namePath, message, entry.at)
    }
    firstAt.set(host.name, first ?? entry.path)
  }
  const once = [...new Map(hosts.map((entered) => [entered.host.name, entered])).values()]
  reportSharedAddresses(once, findings)
  return once.map(({ host }) => host)
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

/** Whether a host may be missing from the list only because its entry is wrong, which is reported already. */
export function hostsAreInDoubt({ all }: Findings): boolean {
  return all.some(({ path }) => path[0] === 'node_dict' && (path.length <= 2 || path[2] === 'mgmt_ip'))
}

function entriesOf(nodes: ClusterFile['node_dict'] | undefined): readonly HostEntry[] {
  if (!isList(nodes)) {
    return Object.entries(nodes ?? {}).map(([names, host]) => {
      const path = ['node_dict', names]
      return { names, host, path, namePath: path, at: 'key' }
    })
  }
  return nodes.flatMap((host, index): HostEntry[] => {
    // Undefined where the item was wrong, which is reported already.
    if (host?.mgmt_ip === undefined) return []
    const path = ['node_dict', index]
    return [{ names: host.mgmt_ip, host, path, namePath: [...path, 'mgmt_ip'], at: 'value' }]
  })
}

function isList<Item>(nodes: object | readonly Item[] | undefined): nodes is readonly Item[] {
  return Array.isArray(nodes)
}

function advise(wanted: string, hosts: readonly HostConfig[]): string {
  const byOtherAddress = hosts.find(({ vpcIp }) => vpcIp === wanted)
  if (byOtherAddress !== undefined) return `it is the vpc_ip of "${byOtherAddress.name}": write that`
  const spelled = hosts.find(({ name }) => canonicalAddress(name) === canonicalAddress(wanted))
  if (spelled !== undefined) return `it is another spelling of "${spelled.name}": write that`
  const byAddress = hosts.find(({ address }) => address === wanted)
  if (byAddress !== undefined) return `it is the address of "${byAddress.name}": write that`
  const names = hosts.map(({ name }) => name)
  const meant = nearest(wanted, names)
  if (meant !== undefined) return `did you mean "${meant}"?`
  const some = names.slice(0, 5).map((name) => `"${name}"`)
  return `write one of ${some.join(', ')}${names.length > some.length ? `, … (${names.length} hosts)` : ''}`
}
