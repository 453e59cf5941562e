import type { EventListener, HostEvent, HostKeyEvent } from '@berth/core'
import type { Clock, ProgressRow, TextSink } from '../environment.js'
import { continued } from '../show/continued.js'
import { HeldMessages } from './held-messages.js'
import { hostKeyLines } from './host-key-lines.js'
import { Phase, type PhaseName } from './phase.js'
import { phaseEndText, phaseText } from './phase-text.js'

/** Milliseconds for which new host keys are held back, which come as fast as connections are made. */
const gatheringKeys = 1000

/** Milliseconds between two looks of the status row, where something has happened. */
const betweenLooks = 100

/** Milliseconds after which a phase is told of that ends without a word. */
const patience = 2000

/** Milliseconds between two lines about the same phase, where no row can be written again. */
const betweenLines = 30_000

/** Characters of a line about a phase, where no terminal says how long the line may be. */
const longestLine = 160

/** Phases whose end is told by what is printed then. */
const silent: ReadonlySet<PhaseName> = new Set(['observe', 'exec', 'wait', 'put', 'get'])

/** What progress is shown with. */
export interface ProgressMeans {
  readonly clock: Clock
  /** The row of the terminal that is written again and again; null for none, where lines are printed instead. */
  readonly row: ProgressRow | null
}

/** What else there is to say of a phase that no event tells of. */
export interface PhaseDetail {
  /** How far it is, beside how many hosts are done. Default is nothing. */
  readonly detail?: () => string | null
  /** Whether output is printed meanwhile, which breaks the silence by itself. Default is false. */
  readonly printing?: boolean
  /** On how many hosts at once, of more that wait for their turn. Default is all. */
  readonly atOnce?: number
}

interface ShownPhase extends PhaseDetail {
  readonly phase: Phase
  /** When the next line about it is due, where there is no row. */
  line: number
}

/**
 * Shows on standard error what a cluster does: on a terminal one row for each phase, written again as the phase goes
 * on; elsewhere a line when a phase has taken two seconds, and every 30 s after that. A phase that changes something
 * leaves a line.
 */
export class Progress {
  readonly #output: TextSink
  readonly #width: number
  readonly #clock: Clock
  readonly #row: ProgressRow | null
  readonly #messages: HeldMessages
  readonly #phases = new Map<PhaseName, ShownPhase>()
  #keys: HostKeyEvent[] = []
  #keysDue = Number.POSITIVE_INFINITY
  #look = Number.POSITIVE_INFINITY
  #cancel: () => void = () => undefined

  constructor(output: TextSink, hosts: readonly string[], { clock, row }: ProgressMeans) {
    this.#output = output
    this.#width = hosts.reduce((most, host) => Math.max(most, host.length), 0)
    this.#clock = clock
    this.#row = row
    this.#messages = new HeldMessages(row === null ? betweenLines : Number.POSITIVE_INFINITY)
  }

  /** For the cluster's `onEvent`. */
  readonly listener: EventListener = (event) => {
    if (event.type === 'warning') this.warn(event.message)
    if (event.type === 'host_key') this.#takeKey(event)
    if (event.type === 'host') this.#take(event)
  }

  /** Shows a warning at once. */
  warn(message: string): void {
    this.#write(this.#messages.soon(this.#now, this.#width))
    this.#output.write(`warning: ${continued(message)}\n`)
  }

  /**
   * Shows a phase of which no event tells, for as long as the work takes. `work` is told how to say that a host is
   * done, and that a host which waited has begun. Rejects as the work does.
   */
  async during<Value>(
    name: PhaseName,
    hosts: readonly string[],
    work: (done: (host: string) => void, begun: (host: string) => void) => Promise<Value>,
    detail: PhaseDetail = {},
  ): Promise<Value> {
    const { phase } = this.#begin(name, detail)
    const { atOnce = hosts.length } = detail
    for (const host of hosts.slice(0, atOnce)) phase.take({ host, status: 'started' }, this.#now)
    for (const host of hosts.slice(atOnce)) phase.take({ host, status: 'waiting', atOnce }, this.#now)
    this.#arm()
    const take = (status: 'started' | 'done') => (host: string) => {
      phase.take({ host, status }, this.#now)
      this.#lookSoon()
    }
    try {
      return await work(take('done'), take('started'))
    } finally {
      this.#phases.delete(name)
      this.#show()
    }
  }

  /** Shows what is held back, and how the phases ended; nobody is at work any more. */
  flush(): void {
    this.#cancel()
    this.#writeKeys()
    this.#end([...this.#phases.values()])
    this.#write(this.#messages.end(this.#width))
    this.#show()
  }

  /** Whole milliseconds: sums and differences of them are exact, so that what is due is also old enough. */
  get #now(): number {
    return Math.floor(this.#clock.now())
  }

  #takeKey(event: HostKeyEvent): void {
    this.#keys.push(event)
    this.#keysDue = Math.min(this.#keysDue, this.#now + gatheringKeys)
    this.#arm()
  }

  #take(event: HostEvent): void {
    const { phase } = this.#phases.get(event.step) ?? this.#begin(event.step)
    phase.take(event, this.#now)
    // How much is sent stands in the row, or in the lines, of the phase.
    const isTold = event.status === 'progress' && event.engineLine !== true && event.sent === undefined
    if (isTold) this.#messages.take(event, this.#now)
    this.#lookSoon()
  }

  #begin(name: PhaseName, detail: PhaseDetail = {}): ShownPhase {
    this.#end([...this.#phases.values()].filter(({ phase }) => phase.complete))
    const now = this.#now
    const line = now + (detail.printing === true ? betweenLines : patience)
    const begun = { ...detail, phase: new Phase(name, now), line }
    this.#phases.set(name, begun)
    return begun
  }

  /** Phases end when another begins, and when all is done: until then hosts may join in. */
  #end(ended: readonly ShownPhase[]): void {
    const loud = ended.filter(({ phase: { name } }) => !silent.has(name))
    for (const { phase } of ended) this.#phases.delete(phase.name)
    if (ended.length > 0) this.#showRow()
    if (loud.length > 0) this.#write(this.#messages.end(this.#width))
    this.#write(loud.map(({ phase }) => phaseEndText(phase, this.#now)))
  }

  #lookSoon(): void {
    this.#look = Math.min(this.#look, this.#now + betweenLooks)
    this.#arm()
  }

  /** Waits for whatever is due next. */
  #arm(): void {
    this.#cancel()
    const now = this.#now
    const next = Math.min(
      this.#keysDue,
      this.#messages.next,
      ...[...this.#phases.values()].map((one) => this.#due(one)),
    )
    if (next === Number.POSITIVE_INFINITY) return
    this.#cancel = this.#clock.after(Math.max(0, next - now), () => this.#wake())
  }

  /** When a phase is to be shown next. */
  #due({ phase, line }: ShownPhase): number {
    if (phase.complete) return Number.POSITIVE_INFINITY
    if (this.#row === null) return line
    const now = this.#now
    const begin = phase.since + (silent.has(phase.name) ? patience : betweenLooks)
    const second = phase.since + (Math.floor((now - phase.since) / 1000) + 1) * 1000
    return Math.max(begin, Math.min(this.#look, second))
  }

  #wake(): void {
    const now = this.#now
    if (this.#keysDue <= now) this.#writeKeys()
    this.#write(this.#messages.due(now, this.#width))
    this.#look = Number.POSITIVE_INFINITY
    this.#show()
  }

  #show(): void {
    if (this.#row === null) this.#showLines()
    else this.#showRow()
    this.#arm()
  }

  #showRow(): void {
    if (this.#row === null) return
    const shown = this.#shown
    const room = Math.floor(this.#row.columns / Math.max(1, shown.length))
    this.#row.show(shown.length === 0 ? null : shown.map((one) => this.#text(one, room)).join('; '))
  }

  #showLines(): void {
    const now = this.#now
    const due = this.#shown.filter(({ line }) => line <= now)
    for (const one of due) one.line = now + betweenLines
    this.#write(due.map((one) => this.#text(one, longestLine)))
  }

  /** The phases that are under way, and of those whose end is not told, the ones that take long. */
  get #shown(): readonly ShownPhase[] {
    const now = this.#now
    return [...this.#phases.values()].filter(
      ({ phase }) => !phase.complete && (!silent.has(phase.name) || now - phase.since >= patience),
    )
  }

  #text({ phase, detail }: ShownPhase, longest: number): string {
    return phaseText(phase, this.#now, longest, detail?.() ?? null)
  }

  #writeKeys(): void {
    this.#keysDue = Number.POSITIVE_INFINITY
    this.#write(hostKeyLines(this.#keys, this.#width))
    this.#keys = []
  }

  #write(lines: readonly string[]): void {
    if (lines.length > 0) this.#output.write(lines.map((line) => `${line}\n`).join(''))
  }
}
