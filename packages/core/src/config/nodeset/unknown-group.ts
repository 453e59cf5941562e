import { NodesetError } from './nodeset-error.js'

/** The error for a group that the cluster file does not have. */
export function unknownGroup(group: string, groups: readonly string[]): NodesetError {
  const there =
    groups.length === 0 ? 'the cluster file has no groups' : `there are ${groups.map((name) => `@${name}`).join(', ')}`
  return new NodesetError(`names the group @${group}, which there is not; ${there}`)
}
