/** How much of something is done. */
export interface Share {
  readonly done: number
  readonly total: number
}

/** How far a host was at a time. */
interface Reading extends Share {
  readonly at: number
}

/** Milliseconds over which the rate is taken. */
const lately = 10_000

/** Milliseconds of sending before which a rate would be a guess. */
const enough = 1000

/** Bytes that are sent to hosts, from this machine or a registry, as told from time to time. */
export class SentBytes {
  /** The readings of each host of the last while, the oldest first, with one before that. */
  readonly #hosts = new Map<string, Reading[]>()

  take(host: string, share: Share, now: number): void {
    const readings = this.#hosts.get(host) ?? []
    readings.push({ ...share, at: now })
    while ((readings[1]?.at ?? now) < now - lately) readings.shift()
    this.#hosts.set(host, readings)
  }

  /** Bytes that are sent, and of how many, over all hosts; null where none are sent. */
  get all(): Share | null {
    const shares = this.#last()
    return shares.length === 0 ? null : { done: sum(shares, 'done'), total: sum(shares, 'total') }
  }

  /** Bytes in a second to all hosts, lately; null while that is not known. What was there before does not count. */
  rate(now: number): number | null {
    const readings = [...this.#hosts.values()]
    const since = Math.min(...readings.map(([first]) => first?.at ?? now))
    if (now - since < enough) return null
    const come = readings.reduce((bytes, of) => bytes + (of.at(-1)?.done ?? 0) - (of[0]?.done ?? 0), 0)
    return (come * 1000) / (now - since)
  }

  /** Milliseconds until all is sent at that rate; null while that is not known. */
  left(now: number): number | null {
    const [all, rate] = [this.all, this.rate(now)]
    return all === null || rate === null || rate <= 0 ? null : ((all.total - all.done) / rate) * 1000
  }

  /** The host of several that has the smallest part of its bytes; null where none is behind the others. */
  get slowest(): { readonly host: string; readonly part: number } | null {
    const parts = [...this.#hosts].flatMap(([host, readings]) => {
      const last = readings.at(-1)
      return last === undefined || last.total === 0 ? [] : [{ host, part: last.done / last.total }]
    })
    const [first, second] = parts.sort((one, other) => one.part - other.part)
    return first === undefined || second === undefined || first.part === parts.at(-1)?.part ? null : first
  }

  #last(): readonly Share[] {
    return [...this.#hosts.values()].flatMap((readings) => readings.at(-1) ?? [])
  }
}

function sum(shares: readonly Share[], key: keyof Share): number {
  return shares.reduce((all, share) => all + share[key], 0)
}
