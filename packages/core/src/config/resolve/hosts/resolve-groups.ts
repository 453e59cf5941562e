import type { ClusterConfig, HostConfig } from '../../model/cluster-config.js'
import type { ClusterFile } from '../../model/cluster-file.js'
import type { Findings } from '../../model/findings.js'
import { NodesetError } from '../../nodeset/nodeset-error.js'
import { selectNodes } from '../../nodeset/select-nodes.js'
import { unknownGroup } from '../../nodeset/unknown-group.js'
import { rackGroups } from './rack-groups.js'
import { hostsAreInDoubt } from './resolve-hosts.js'

/** The members of each group, with the members of other groups that the group uses; and those of each rack. */
export function resolveGroups(
  groups: ClusterFile['groups'],
  hosts: readonly HostConfig[],
  findings: Findings,
): ClusterConfig['groups'] {
  if (hostsAreInDoubt(findings)) return {}
  const names = hosts.map(({ name }) => name)
  const racks = rackGroups(hosts)
  const texts = new Map(Object.entries(groups ?? {}).map(([name, text]) => [name, [text].flat().join()]))
  const membersOf = (group: string, users: readonly string[]): readonly string[] => {
    const inRack = racks.get(group)
    if (inRack !== undefined) return inRack
    const text = texts.get(group)
    if (text === undefined) throw unknownGroup(group, [...texts.keys(), ...racks.keys()])
    if (users.includes(group))
      throw new NodesetError(`uses itself, by way of ${[...users, group].map((user) => `@${user}`).join(' → ')}`)
    return selectNodes(text, { hosts: names, membersOf: (other) => membersOf(other, [...users, group]) })
  }
  const entries = [...texts.keys()].flatMap((group): [string, readonly string[]][] => {
    try {
      return [[group, membersOf(group, [])]]
    } catch (error) {
      if (!(error instanceof NodesetError)) throw error
      findings.add(['groups', group], error.message)
      return []
    }
  })
  return Object.fromEntries([...entries, ...racks])
}
