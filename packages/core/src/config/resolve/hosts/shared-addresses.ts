import type { HostConfig } from '../../model/cluster-config.js'
import type { Findings } from '../../model/findings.js'
import { type ConfigPath, formatPath } from '../../model/path.js'
import { canonicalAddress } from '../../nodeset/canonical-address.js'
import type { HostEntry } from './host-entry.js'

interface EnteredHost {
  readonly host: HostConfig
  readonly entry: HostEntry
}

/**
 * Reports hosts that are one and the same by their addresses, however these are spelled: those that are connected to at
 * one address, on one port and by one way, and those that other hosts reach at one address.
 */
export function reportSharedAddresses(hosts: readonly EnteredHost[], findings: Findings): void {
  const connected = new Map<string, ConfigPath>()
  const reached = new Map<string, ConfigPath>()
  for (const { host, entry } of hosts) {
    const { name, address, port, jump, vpcIp } = host
    const door = `${port ?? 22}`
    const place = address === null ? entry.namePath : [...entry.path, 'address']
    const at = address === null ? entry.at : 'value'
    reportShared(
      `${canonicalAddress(address ?? name)} ${door} ${jump ?? ''}`,
      address ?? name,
      { place, at },
      connected,
    )
    if (vpcIp === null) continue
    const vpcPlace = [...entry.path, 'vpc_ip']
    reportShared(`${canonicalAddress(vpcIp)} ${door}`, vpcIp, { place: vpcPlace, at: 'value' }, reached)
  }

  function reportShared(
    key: string,
    address: string,
    { place, at }: { readonly place: ConfigPath; readonly at: 'key' | 'value' },
    firstAt: Map<string, ConfigPath>,
  ): void {
    const first = firstAt.get(key)
    if (first === undefined) firstAt.set(key, place)
    else {
      const same = `is the address ${address}, which ${formatPath(first)} is already`
      findings.add(place, `${same}; give each host its own, or remove one of the two`, at)
    }
  }
}
