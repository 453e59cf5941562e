import pLimit from 'p-limit'
import { type HashedName, isHashOf, parseHashedName, schedulesOf } from './hashed-name.js'
import { isAbout, type KnownHostsEntry } from './known-hosts.js'
import type { Turn } from './turn.js'

interface HiddenEntry {
  readonly entry: KnownHostsEntry
  readonly hidden: HashedName
  /** Whether the name is found, so that no other name needs to be tried. */
  found: boolean
}

/** What was found for a name, and how much of the index was gone through for it. */
interface Found {
  entries: readonly KnownHostsEntry[]
  patterns: number
  hidden: number
}

/**
 * The entries of one known_hosts file, by the names that they are about. An entry with a plain name is found at once.
 * One with patterns or a hidden name is looked at once for each name that is asked for, and a hidden one no more once
 * its name is found.
 */
export class KnownHostsIndex {
  readonly #turn: Turn
  readonly #nameOf: (hosts: string) => string | undefined
  readonly #named = new Map<string, KnownHostsEntry[]>()
  readonly #patterns: KnownHostsEntry[] = []
  readonly #hidden: HiddenEntry[] = []
  readonly #found = new Map<string, Found>()
  readonly #oneByOne = pLimit(1)

  /** `nameOf` gives the names that are known without trying behind the first fields of some lines. */
  constructor(turn: Turn, nameOf: (hosts: string) => string | undefined = () => undefined) {
    this.#turn = turn
    this.#nameOf = nameOf
  }

  /** Adds entries, whose lines come after those of all others. */
  add(entries: readonly KnownHostsEntry[]): void {
    for (const entry of entries) {
      const hosts = this.#nameOf(entry.hosts) ?? entry.hosts
      if (hosts.startsWith('|')) {
        const hidden = parseHashedName(hosts)
        if (hidden !== undefined) this.#hidden.push({ entry, hidden, found: false })
      } else if (/[*?!]/.test(hosts)) this.#patterns.push(entry)
      else for (const name of new Set(hosts.toLowerCase().split(','))) this.#add(name, entry)
    }
  }

  /** The entries about the host that known_hosts files know by this name, in the order of their lines. */
  async about(name: string): Promise<readonly KnownHostsEntry[]> {
    const found = await this.#oneByOne(() => this.#find(name))
    return [...(this.#named.get(name) ?? []), ...found].sort((one, other) => one.line - other.line)
  }

  async #find(name: string): Promise<readonly KnownHostsEntry[]> {
    const found = this.#found.get(name) ?? { entries: [], patterns: 0, hidden: 0 }
    this.#found.set(name, found)
    const entries = [...found.entries]
    for (; found.patterns < this.#patterns.length; found.patterns += 1) {
      const entry = this.#patterns[found.patterns]
      if (entry !== undefined && isAbout(entry, name)) entries.push(entry)
      if (this.#turn.over) await this.#turn.give()
    }
    const schedules = schedulesOf(name)
    for (; found.hidden < this.#hidden.length; found.hidden += 1) {
      const candidate = this.#hidden[found.hidden]
      if (candidate !== undefined && !candidate.found && isHashOf(candidate.hidden, schedules)) {
        candidate.found = true
        entries.push(candidate.entry)
      }
      if (found.hidden % 64 === 0 && this.#turn.over) await this.#turn.give()
    }
    found.entries = entries
    return entries
  }

  #add(name: string, entry: KnownHostsEntry): void {
    const known = this.#named.get(name)
    if (known === undefined) this.#named.set(name, [entry])
    else known.push(entry)
  }
}
