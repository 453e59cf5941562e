/**
 * A text that is no nodeset, or names a host or group that is not there. The message begins with a verb: `has …`,
 * `names …`.
 */
export class NodesetError extends Error {
  override readonly name = 'NodesetError'
}
