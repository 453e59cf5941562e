import type { HostEvent, HostStep } from '@berth/core'
import { SentBytes, type Share } from './sent-bytes.js'

/** What hosts are at work on together: a step of the lifecycle, a command, or a transfer. */
export type PhaseName = HostStep | 'exec' | 'wait' | 'put' | 'get'

/** How far a phase is on one host. */
type HostStage = Exclude<HostEvent['status'], 'progress'>

/** How far the hosts of a phase are. The time is told by the caller. */
export class Phase {
  readonly name: PhaseName
  /** When it began. */
  readonly since: number
  readonly #stages = new Map<string, HostStage>()
  /** Hosts that are at work, or wait for their turn: counted, for there are many events and many hosts. */
  #open = 0
  #atOnce: number | null = null
  readonly #layers = new Map<string, Share>()
  /** Bytes that are sent from this machine. */
  readonly sent: SentBytes = new SentBytes()
  /** Bytes that hosts have from a registry. */
  readonly received: SentBytes = new SentBytes()

  constructor(name: PhaseName, since: number) {
    this.name = name
    this.since = since
  }

  /** Takes what happened on a host, at this time. */
  take({ host, status, layers, sent, received, atOnce }: Omit<HostEvent, 'type' | 'step'>, now: number): void {
    if (atOnce !== undefined) this.#atOnce = atOnce
    if (status !== 'progress') {
      this.#open += Number(isOpen(status)) - Number(isOpen(this.#stages.get(host)))
      this.#stages.set(host, status)
    }
    if (layers !== undefined) this.#layers.set(host, layers)
    if (sent !== undefined) this.sent.take(host, sent, now)
    if (received !== undefined) this.received.take(host, received, now)
  }

  /** Hosts that are in one of these stages. */
  hosts(...stages: readonly HostStage[]): readonly string[] {
    return [...this.#stages].filter(([, stage]) => stages.includes(stage)).map(([host]) => host)
  }

  /** How many hosts are at work at once, where others wait for their turn; null where nobody says. */
  get atOnce(): number | null {
    return this.#atOnce
  }

  /** How many hosts there are, whatever their stage. */
  get size(): number {
    return this.#stages.size
  }

  /** Whether no host is at work any more, or waits for its turn. */
  get complete(): boolean {
    return this.#open === 0
  }

  /** Layers of images that are there, and of how many, over all hosts; null where no engine tells. */
  get layers(): Share | null {
    return together(this.#layers)
  }
}

function together(shares: ReadonlyMap<string, Share>): Share | null {
  if (shares.size === 0) return null
  const all = [...shares.values()]
  return { done: all.reduce((sum, { done }) => sum + done, 0), total: all.reduce((sum, { total }) => sum + total, 0) }
}

function isOpen(stage: HostStage | undefined): boolean {
  return stage === 'started' || stage === 'waiting'
}
