let collator: Intl.Collator | undefined

/** The order in which messages name hosts: numbers by value, `node2` before `node10`. */
export function compareHosts(a: string, b: string): number {
  // The collator is made when it is needed: making it costs more than loading most modules at the start.
  collator ??= new Intl.Collator('en', { numeric: true })
  return collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0)
}

/** Each host once, in the order of {@link compareHosts}. */
export function sortHosts(hosts: Iterable<string>): string[] {
  return [...new Set(hosts)].sort(compareHosts)
}
