import { compareHosts, groupAlike, hostsText, sortHosts } from '@berth/core'

/** Up to so many hosts of which the same is to be said have a row each. */
const few = 4

/** Characters that the names of a row's hosts take. */
const longestHosts = 40

/** What is to be said of a host in a row of a table. */
export interface HostRow {
  /** What is alike where it differs in ids and times alone. */
  readonly text: string
  /** What must be the very same, for hosts to share a row. */
  readonly beside: readonly string[]
}

/** Hosts that share a row of a table. */
export interface RowOfHosts {
  /** The hosts, for a column. */
  readonly title: string
  /** In their order. */
  readonly hosts: readonly string[]
  /** Their texts as one, with `…` for what is not alike. */
  readonly text: string
}

/** The rows of a table of hosts, in their order: more than a few hosts of which alike is to be said share a row. */
export function rowsOfHosts(rows: ReadonlyMap<string, HostRow>): readonly RowOfHosts[] {
  const texts = new Map([...rows].map(([host, { text }]) => [host, text]))
  const beside = new Map([...rows].map(([host, one]) => [host, JSON.stringify(one.beside)]))
  return groupAlike(texts, { beside })
    .flatMap(({ hosts, value }): RowOfHosts[] =>
      hosts.length > few
        ? [{ title: hostsText(hosts, { longest: longestHosts }), hosts: sortHosts(hosts), text: value }]
        : hosts.map((host) => ({ title: host, hosts: [host], text: texts.get(host) ?? '' })),
    )
    .sort((a, b) => compareHosts(a.hosts[0] ?? '', b.hosts[0] ?? ''))
}
