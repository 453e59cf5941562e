import { setMaxListeners } from 'node:events'
import { operationError, operationOn } from '../../../command/operation/index.js'
import type { BerthError } from '../../../errors/index.js'
import { pause } from '../../../fanout/pause.js'
import { mpiOperations } from '../operations.js'
import type { PlacedRanks } from '../ranks/place-ranks.js'
import type { Loss } from './loss-of.js'
import { fewTurns, Silences } from './silences.js'

/** What guards need. */
export interface GuardsOptions {
  readonly placed: readonly PlacedRanks[]
  /** Tells all guards that are there by now, and those that come, a line. */
  readonly tell: (line: string) => void
  /** Asks a host for a sign of life, past its containers. */
  readonly askHost: (host: string, call: { readonly signal?: AbortSignal }) => Promise<unknown>
  /** Milliseconds of silence after which a host is lost. */
  readonly lostAfter: number
  /** Called for a host that was asked and has not answered by the next turn, again and again. */
  readonly onDoubt: (host: string) => void
  /** Called once for each host that is lost. */
  readonly onLost: (host: string) => void
}

/**
 * What is known of the guards beside the ranks, of which each is asked for a sign of life again and again, and ends all
 * of the launch in its container when this process is gone, or when its host is cut off. A guard that has not come
 * guards nothing, and is nobody's failure.
 */
export class Guards {
  readonly #options: GuardsOptions
  readonly #silences: Silences
  readonly #there = new Set<string>()
  readonly #asked = new Set<string>()
  readonly #lost = new Map<string, BerthError>()
  readonly #watchers = new Set<() => void>()
  readonly #stop = new AbortController()
  readonly #beating: NodeJS.Timeout

  /** Begins to ask for signs of life. */
  constructor(options: GuardsOptions) {
    this.#options = options
    const turn = options.lostAfter / fewTurns
    this.#silences = new Silences(turn, performance.now())
    // Each question listens.
    setMaxListeners(0, this.#stop.signal)
    this.#beating = setInterval(() => this.#beat(), turn)
  }

  /** The hosts that are lost, each with why. */
  get lost(): ReadonlyMap<string, BerthError> {
    return this.#lost
  }

  /** The guard on a host is being begun: it is waited for, though its silence is none yet. */
  begun(host: string): void {
    if (!this.#lost.has(host)) this.#there.add(host)
  }

  /** Takes a sign of life of the guard on a host. */
  heard(host: string): void {
    this.begun(host)
    if (this.#there.has(host)) this.#silences.heard(host)
  }

  /** The guard on a host has gone, and the daemon with it, if it had one; or there is no way to it any more. */
  gone(host: string): void {
    this.#silences.forget(host)
    this.#there.delete(host)
    for (const look of this.#watchers) look()
  }

  /** A host is lost, or what the launch needs of it. */
  lose(host: string, { of, reason }: Loss): void {
    if (this.#stop.signal.aborted || this.#lost.has(host)) return
    this.gone(host)
    const operation = operationOn(host, mpiOperations.run)
    const told = { reason: `${this.#ranksOf(host)} lost with the ${of}: ${reason}; the others were ended` }
    this.#lost.set(
      host,
      of === 'container'
        ? operationError(operation, { ...told, remedy: 'Look at the container and its engine, then run it again.' })
        : operationError(
            { ...operation, code: 'BERTH_CONNECTION_LOST' },
            { ...told, remedy: 'Check that the host is up, then run it again; --lost-after waits for longer.' },
          ),
    )
    this.#options.onLost(host)
  }

  /**
   * Has every guard end what is left of the launch: SIGTERM, then SIGKILL after some time, which ranks do not have that
   * are to end `at once`. Waits for the guards, but not for long. Never rejects.
   */
  async end(atOnce: boolean): Promise<void> {
    this.#options.tell(`end ${atOnce ? '' : endGrace}\n`)
    await this.allGone(atOnce ? endingTime : endingTime + endGrace * 10)
  }

  /** Waits until the guards have gone, but for that of a host, and for so many milliseconds at most. Never rejects. */
  async allGone(longest: number, but?: string): Promise<void> {
    const gone = new AbortController()
    const look = (): void => {
      if ([...this.#there].every((host) => host === but)) gone.abort()
    }
    this.#watchers.add(look)
    look()
    await pause(longest, gone.signal)
    this.#watchers.delete(look)
  }

  /** Asks for no more signs of life: nothing is left to be guarded. */
  close(): void {
    clearInterval(this.#beating)
    this.#stop.abort(new Error('the launch is over'))
  }

  #beat(): void {
    this.#options.tell('beat\n')
    const { lost, doubtful } = this.#silences.look(performance.now())
    const reason = `nothing was heard of it for ${this.#options.lostAfter / 1000} s`
    for (const host of lost) this.lose(host, { of: 'host', reason })
    for (const host of doubtful) {
      if (this.#asked.has(host)) this.#options.onDoubt(host)
      else this.#ask(host)
    }
  }

  /** A host may be well whose engine is not. */
  #ask(host: string): void {
    this.#asked.add(host)
    void this.#options
      .askHost(host, { signal: this.#stop.signal })
      .then(
        () => (this.#there.has(host) ? this.#silences.heard(host) : undefined),
        () => undefined,
      )
      .finally(() => this.#asked.delete(host))
  }

  #ranksOf(host: string): string {
    const { placed } = this.#options
    const at = placed.findIndex((one) => one.host === host)
    const first = placed.slice(0, at).reduce((sum, { ranks }) => sum + ranks, 0)
    const last = first + (placed[at]?.ranks ?? 1) - 1
    return first === last ? `rank ${first} is` : `ranks ${first} to ${last} are`
  }
}

/** Hundredths of a second that ranks have to end by themselves. */
const endGrace = 100

/** Milliseconds in which guards end what is left, beside what ranks have for themselves. */
const endingTime = 1_000
