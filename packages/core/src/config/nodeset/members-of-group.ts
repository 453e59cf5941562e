import type { ClusterConfig } from '../model/cluster-config.js'
import { unknownGroup } from './unknown-group.js'

/** The members of each group of a cluster file, by its name; throws `NodesetError` if there is no such group. */
export function membersOfGroup(groups: ClusterConfig['groups']): (group: string) => readonly string[] {
  return (group) => {
    const members = Object.hasOwn(groups, group) ? groups[group] : undefined
    if (members === undefined) throw unknownGroup(group, Object.keys(groups))
    return members
  }
}
