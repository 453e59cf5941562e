const collator = new Intl.Collator('en', { numeric: true })

/** The order in which messages name hosts: numbers by value, `node2` before `node10`. */
export function compareHosts(a: string, b: string): number {
  return collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0)
}

/** Each host once, in the order of {@link compareHosts}. */
export function sortHosts(hosts: Iterable<string>): string[] {
  return [...new Set(hosts)].sort(compareHosts)
}
