/**
 * A listener to output that does something once, as soon as every one of the hosts has printed. A promise of it holds
 * back the output of the last one, and ends the command where it rejects.
 */
export function onceOnAll(hosts: readonly string[], then: () => unknown): (host: string) => unknown {
  const waited = new Set(hosts)
  return (host) => (waited.delete(host) && waited.size === 0 ? then() : undefined)
}
