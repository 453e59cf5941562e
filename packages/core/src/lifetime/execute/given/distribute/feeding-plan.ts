/** Hosts that one host may feed at once. */
const mostFed = 2

/** Hosts up to which they stand in one line: each feeds one other as fast as it gets, while a line is short enough. */
const longestLine = 32

/** From where a host gets something: from here, from another host, or from neither for now. */
export type Source =
  | { readonly from: 'here' }
  | { readonly from: 'host'; readonly host: string }
  | { readonly from: null }

/** One thing that is handed on: which hosts have it or get it, and who feeds whom. */
interface Feeding {
  /** The hosts that have some of it, or are about to, each with whether it has all. */
  readonly holders: Map<string, boolean>
  /** Who feeds a host; absent where nobody does. Null stands for this machine. */
  readonly feeders: Map<string, string | null>
}

/**
 * Decides which host is fed by which, of each thing that is handed on: this machine feeds one of them, and these feed
 * the others, while they still get it themselves. Never feeds a host by one that waits for it, at whatever distance,
 * nor more than two hosts by one at once. A host that is gone costs only itself: those that it fed are fed by others.
 */
export class FeedingPlan {
  readonly #hosts: string[] = []
  readonly #things = new Map<string, Feeding>()
  /** How many hosts one feeds, whatever with. */
  readonly #busy = new Map<string, number>()
  /** Hosts that no other feeds, and none feeds from. */
  readonly #gone = new Set<string>()
  readonly #alone = new Set<string>()
  /** Pairs of a host, and of one that it is not to be fed by. */
  readonly #barred = new Set<string>()

  /** Takes part from now on. */
  join(host: string): void {
    if (!this.#hosts.includes(host)) this.#hosts.push(host)
    this.#gone.delete(host)
  }

  /** Chooses who feeds a host, which is fed from now on, unless that is nobody: then it asks again after a change. */
  feed(host: string, key: string): Source {
    const thing = this.#thing(key)
    const source = this.#choose(host, thing)
    if (source.from !== null) this.#setFeeder(thing, host, source.from === 'here' ? null : source.host)
    if (!thing.holders.has(host)) thing.holders.set(host, false)
    return source
  }

  /** A host is fed no more, for now; whole: it has all. */
  fed(host: string, key: string, whole: boolean): void {
    const thing = this.#thing(key)
    this.#setFeeder(thing, host, undefined)
    if (thing.holders.has(host)) thing.holders.set(host, whole)
  }

  /** A host is not to be fed by another one any more. */
  bar(host: string, from: string): void {
    this.#barred.add(pair(host, from))
  }

  /** A host is fed from here alone; it may feed others. */
  alone(host: string): void {
    this.#alone.add(host)
  }

  /** A host has failed, or what it had is not there any more. */
  gone(host: string): void {
    this.#gone.add(host)
    for (const thing of this.#things.values()) {
      thing.holders.delete(host)
      this.#setFeeder(thing, host, undefined)
    }
  }

  #thing(key: string): Feeding {
    const known = this.#things.get(key)
    if (known !== undefined) return known
    const thing: Feeding = { holders: new Map(), feeders: new Map() }
    this.#things.set(key, thing)
    return thing
  }

  #choose(host: string, thing: Feeding): Source {
    if (this.#alone.has(host)) return { from: 'here' }
    const usable = [...thing.holders.keys()].filter(
      (other) =>
        other !== host &&
        !this.#gone.has(other) &&
        !this.#barred.has(pair(host, other)) &&
        !waysUp(other, thing).includes(host),
    )
    if (usable.length === 0) return { from: 'here' }
    const line = this.#hosts.length <= longestLine ? 1 : mostFed
    const ranked = usable
      .map((other) => ({ other, busy: this.#busy.get(other) ?? 0, depth: waysUp(other, thing).length }))
      .filter(({ busy }) => busy < mostFed)
      .sort(
        (one, two) =>
          Number(one.busy >= line) - Number(two.busy >= line) ||
          Number(thing.holders.get(two.other)) - Number(thing.holders.get(one.other)) ||
          one.depth - two.depth ||
          one.busy - two.busy,
      )
    const [best] = ranked
    return best === undefined ? { from: null } : { from: 'host', host: best.other }
  }

  #setFeeder({ feeders }: Feeding, host: string, feeder: string | null | undefined): void {
    const before = feeders.get(host)
    if (before) this.#busy.set(before, (this.#busy.get(before) ?? 0) - 1)
    if (feeder) this.#busy.set(feeder, (this.#busy.get(feeder) ?? 0) + 1)
    if (feeder === undefined) feeders.delete(host)
    else feeders.set(host, feeder)
  }
}

/** Who feeds a host, who feeds that one, and so on. */
function waysUp(host: string, { feeders }: Feeding): readonly string[] {
  const above: string[] = []
  for (let at = feeders.get(host); at !== undefined && at !== null; at = feeders.get(at)) {
    if (above.includes(at)) break
    above.push(at)
  }
  return above
}

function pair(host: string, from: string): string {
  return JSON.stringify([host, from])
}
