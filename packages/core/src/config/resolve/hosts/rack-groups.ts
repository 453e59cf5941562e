import { compareHosts } from '../../../errors/hosts/sort-hosts.js'
import type { HostConfig } from '../../model/cluster-config.js'
import type { Resolution } from '../resolution.js'

/** What a nodeset can name: `@rack:row3-12`. */
const nameable = /^[A-Za-z0-9_][A-Za-z0-9_.-]*$/

/** The hosts of each rack by the name of its group, `rack:12`, in the natural order of these names. */
export function rackGroups(hosts: readonly HostConfig[]): ReadonlyMap<string, readonly string[]> {
  const racks = [...new Set(hosts.flatMap(({ rackId }) => (rackId !== null && nameable.test(rackId) ? [rackId] : [])))]
  const membersOf = (rack: string): readonly string[] =>
    hosts.filter(({ rackId }) => rackId === rack).map(({ name }) => name)
  return new Map(racks.sort(compareHosts).map((rack) => [`rack:${rack}`, membersOf(rack)]))
}

/** Warns of racks that no nodeset can name, each once: their hosts are in no group. */
export function warnOfRacksWithoutGroup(hosts: readonly HostConfig[], resolution: Resolution): void {
  const told = new Set<string>()
  for (const { name, rackId } of hosts) {
    if (rackId === null || nameable.test(rackId) || told.has(rackId)) continue
    told.add(rackId)
    const message = `is ${JSON.stringify(rackId)}, which makes no group: for that it has letters, digits, "_", "." and "-" only`
    resolution.warn('rack_without_group', ['node_dict', name, 'rack_id'], message)
  }
}
