/**
 * Hosts in the order in which all who race for containers go through them: the lowest-sorted host alone, as arbiter,
 * then the others at once. Who launches, claims, replaces and undoes keeps to this one order, so that any two of them
 * that work on the same hosts meet on the arbiter first.
 */
export function arbiterFirst(hosts: Iterable<string>): readonly (readonly string[])[] {
  const [arbiter, ...others] = [...hosts].sort()
  return arbiter === undefined ? [] : [[arbiter], others]
}

/**
 * Works on hosts in that order: on the lowest-sorted one alone, and where the call goes on without it, on the next one,
 * until it has come through on one; then on all others at once. `work` resolves with the hosts on which it came
 * through.
 */
export async function inArbiterOrder(
  hosts: Iterable<string>,
  work: (some: readonly string[]) => Promise<Iterable<string>>,
): Promise<void> {
  const left = [...hosts].sort()
  for (let arbiter = left.shift(); arbiter !== undefined; arbiter = left.shift()) {
    const [through] = await work([arbiter])
    if (through === undefined) continue
    if (left.length > 0) await work(left)
    return
  }
}
