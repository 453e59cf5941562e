import type { ClusterConfig, HostConfig } from '../../model/cluster-config.js'
import type { ClusterFile } from '../../model/cluster-file.js'
import type { Findings } from '../../model/findings.js'
import { NodesetError } from '../../nodeset/nodeset-error.js'
import { selectNodes } from '../../nodeset/select-nodes.js'
import { unknownGroup } from '../../nodeset/unknown-group.js'
import { rackGroups } from './rack-groups.js'
import { hostsAreInDoubt } from './resolve-hosts.js'

/** Groups that use each other in a row, at most. */
const mostUsers = 50

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
  const known = new Map<string, readonly string[]>()
  const tooDeep = new Set<string>()
  const membersOf = (group: string, users: readonly string[]): readonly string[] => {
    const found = racks.get(group) ?? known.get(group)
    if (found !== undefined) return found
    const text = texts.get(group)
    if (text === undefined) throw unknownGroup(group, [...texts.keys(), ...racks.keys()])
    if (users.includes(group))
      throw new NodesetError(`uses itself, by way of ${[...users, group].map((user) => `@${user}`).join(' → ')}`)
    if (users.length === mostUsers) for (const user of users) tooDeep.add(user)
    if (users.length === mostUsers || tooDeep.has(group))
      throw new NodesetError(`is one of more than ${mostUsers} groups that use each other in a row; name hosts in them`)
    const members = selectNodes(text, { hosts: names, membersOf: (other) => membersOf(other, [...users, group]) })
    known.set(group, members)
    return members
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
