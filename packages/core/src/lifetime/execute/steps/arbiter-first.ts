/**
 * Hosts in the order in which all who race for containers go through them: the lowest-sorted host alone, as arbiter,
 * then the others at once. Who launches, claims, replaces and undoes keeps to this one order, so that any two of them
 * that work on the same hosts meet on the arbiter first.
 */
export function arbiterFirst(hosts: Iterable<string>): readonly (readonly string[])[] {
  const [arbiter, ...others] = [...hosts].sort()
  return arbiter === undefined ? [] : [[arbiter], others]
}
