import type { Passages } from '../../../../contract/index.js'
import { BerthError } from '../../../../errors/index.js'
import { type Arrival, type ArrivalWays, type Feeder, fetchPart } from '../../../../files/index.js'
import type { HostAccess } from '../../../observe/host-access.js'
import { FeedingPlan } from './feeding-plan.js'
import { Waiters } from './waiters.js'

/** What hands images on from host to host. */
export interface FanOutParts {
  readonly openPassages: NonNullable<HostAccess['openPassages']>
  /** Told how a host is fed, where that changes. */
  readonly tell: (host: string, message: string) => void
  /** Milliseconds after which a host to which nothing came is waited for no more. Default is {@link longestStill}. */
  readonly still?: number
  readonly signal?: AbortSignal
}

/** Longer than it takes to find out that the host is gone which feeds another one: see the words of passages. */
const longestStill = 15_000

/** Bytes from which on something is handed on: a login takes longer than to send less. */
const worthPassing = 64 * 1024

/** Other hosts from which a host gets nothing at all before it is fed from here. */
const patience = 2

/**
 * Hands what many hosts are to have on from host to host: this machine sends it to one of them, which passes it on
 * while it still arrives. A host that has all waits for the others before it puts anything in its place, so that it can
 * feed those that lose their feeder; but not for one to which nothing comes any more, which may be gone.
 */
export class FanOut {
  readonly #parts: FanOutParts
  readonly #plan = new FeedingPlan()
  readonly #members = new Map<string, FedHost>()
  readonly #change = new Waiters()
  readonly #over = new Waiters()
  /** Those that need something yet, each with the time when something came to it last. */
  readonly #needy = new Map<string, number>()

  constructor(parts: FanOutParts) {
    this.#parts = parts
  }

  /** A host takes part from now on, until it leaves: the others wait for it, and it for them. */
  join(host: string): FedHost {
    this.#plan.join(host)
    this.#needy.set(host, performance.now())
    const { signal } = this.#parts
    const member = new FedHost(host, {
      ...this.#parts,
      plan: this.#plan,
      arrivalAt: (source, key) => this.#members.get(source)?.arrival(key),
      changed: () => this.#change.tell(),
      nextChange: () => this.#change.wait(signal),
      moved: () => void (this.#needy.has(host) && this.#needy.set(host, performance.now())),
      hasAll: () => {
        this.#needy.delete(host)
        this.#over.tell()
      },
      allHave: () => this.#allHave(),
    })
    this.#members.set(host, member)
    return member
  }

  async #allHave(): Promise<void> {
    const { signal, still = longestStill } = this.#parts
    while (!signal?.aborted) {
      const left = Math.max(0, ...[...this.#needy.values()].map((moved) => moved + still - performance.now()))
      if (left === 0) return
      await this.#over.wait(signal, left)
    }
  }
}

/** What a host that takes part knows of the whole. */
interface Company extends FanOutParts {
  readonly plan: FeedingPlan
  readonly arrivalAt: (source: string, key: string) => Arrival | undefined
  readonly changed: () => void
  /** Resolves once something has changed, or the call is aborted. */
  readonly nextChange: () => Promise<void>
  /** Told that something has come. */
  readonly moved: () => void
  /** Told once of each that it needs nothing any more. */
  readonly hasAll: () => void
  /** Resolves once nobody needs anything any more to whom something comes, or the call is aborted. */
  readonly allHave: () => Promise<void>
}

/** One host of a {@link FanOut}. */
export class FedHost implements Feeder {
  readonly host: string
  readonly #company: Company
  readonly #arrivals = new Map<string, Arrival>()
  #passages: Promise<Passages> | undefined
  #inVain = 0
  #toldOf = ''
  #hasAll = false

  constructor(host: string, company: Company) {
    this.host = host
    this.#company = company
    // While the host is asked what it lacks: a login takes its time.
    this.#open().catch(() => undefined)
  }

  /** Where something is, or arrives, on this host. */
  arrival(key: string): Arrival | undefined {
    return this.#arrivals.get(key)
  }

  async bring(arrival: Arrival, ways: ArrivalWays): Promise<void> {
    const { key, size, offset } = arrival
    if (size - offset < worthPassing) return ways.fromHere(offset)
    const { plan, changed, nextChange } = this.#company
    this.#arrivals.set(key, arrival)
    this.moved()
    for (let there = offset; there < size; ) {
      this.#refuseAborted()
      const source = plan.feed(this.host, key)
      changed()
      if (source.from === null) {
        await nextChange()
        continue
      }
      const before = there
      try {
        if (source.from === 'host') there = await this.#fetch({ ...arrival, offset: there }, source.host, ways)
        else {
          await ways.fromHere(there)
          there = size
        }
      } finally {
        plan.fed(this.host, key, there === size)
        changed()
      }
      if (source.from === 'host' && there < size) plan.bar(this.host, source.host)
      if (there > before) this.#inVain = 0
    }
  }

  moved(): void {
    this.#company.moved()
  }

  async arrived(): Promise<void> {
    const { plan, allHave } = this.#company
    this.#needsNothing()
    await this.#closePassages()
    await allHave()
    this.#refuseAborted()
    plan.gone(this.host)
  }

  /** Takes part no more, whatever became of it. Never rejects. */
  async leave(): Promise<void> {
    const { plan, changed } = this.#company
    plan.gone(this.host)
    this.#needsNothing()
    changed()
    await this.#closePassages()
  }

  #needsNothing(): void {
    if (this.#hasAll) return
    this.#hasAll = true
    this.#company.hasAll()
  }

  /** The bytes that are there once the other host gives no more of them. Rejects where this host itself fails. */
  async #fetch(arrival: Arrival, from: string, { report }: ArrivalWays): Promise<number> {
    const { arrivalAt, plan, signal } = this.#company
    const { key, offset, size } = arrival
    const source = arrivalAt(from, key)
    if (source === undefined) return offset
    const call = signal ? { signal } : {}
    const passages = await this.#open().catch((error: unknown) => {
      this.#passages = undefined
      this.#refuseAborted()
      plan.alone(this.host)
      this.#tell(`fed from here: ${whyOf(error)}`)
      return null
    })
    if (passages === null) return offset
    const passage = await passages.to(from, call).catch((error: unknown) => {
      this.#refuseAborted()
      this.#notBy(from, whyOf(error))
      return null
    })
    if (passage === null) return offset
    try {
      this.#tell(`fed by ${from}`)
      const { words } = passage
      let last = offset
      const heard = (there: number): void => {
        if (there > last) this.moved()
        last = there
        report(there)
      }
      const { there, said } = await fetchPart(passages, { arrival, source, words, report: heard, ...call })
      // Something else has written there: all of it comes anew.
      if (there > size) return 0
      if (there === offset) this.#notBy(from, said)
      return there
    } finally {
      passage.close()
    }
  }

  #open(): Promise<Passages> {
    const { openPassages, signal } = this.#company
    this.#passages ??= openPassages(this.host, signal ? { signal } : {})
    return this.#passages
  }

  #notBy(from: string, why: string): void {
    this.#inVain += 1
    if (this.#inVain < patience) return
    this.#company.plan.alone(this.host)
    this.#tell(`fed from here: ${from} gave nothing${why === '' ? '' : `: ${why}`}`)
  }

  #tell(message: string): void {
    if (message === this.#toldOf) return
    this.#toldOf = message
    this.#company.tell(this.host, message)
  }

  async #closePassages(): Promise<void> {
    const passages = this.#passages
    this.#passages = undefined
    await passages?.then((open) => open.close()).catch(() => undefined)
  }

  #refuseAborted(): void {
    const { signal } = this.#company
    if (!signal?.aborted) return
    const message = 'aborted while it was handed on from host to host'
    const operation = 'give image'
    throw new BerthError({ code: 'BERTH_ABORTED', host: this.host, operation, message, cause: signal.reason })
  }
}

function whyOf(error: unknown): string {
  if (BerthError.isInstance(error)) return error.reason
  return error instanceof Error ? error.message : String(error)
}
