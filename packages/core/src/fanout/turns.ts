import { BerthError } from '../errors/index.js'
import { notBegun } from './not-begun.js'

/** Options of {@link Turns.take}. */
export interface TurnOptions {
  readonly host: string
  /** What is done, as a verb phrase. */
  readonly operation: string
  /** Called if the host has to wait, with how many hosts work at once. */
  readonly onWaiting?: (atOnce: number) => void
  readonly signal?: AbortSignal
}

/** Whoever counts the failures, and says when hosts that wait do not begin any more. */
export interface TurnLimits {
  readonly isSpent: boolean
  /** Told of each host that fails, before the next one begins. */
  noteFailure(host: string): void
}

/**
 * Bounds how many hosts do the same at once: as soon as one is done, the next begins. First come, first served.
 *
 * Where nobody counts the failures, once as many hosts as may work at once have failed before any has succeeded, the
 * others do not begin any more: what fails everywhere is not asked of a thousand hosts in turn.
 */
export class Turns {
  readonly #atOnce: number
  readonly #waiting: (() => void)[] = []
  readonly #failures: unknown[] = []
  #working = 0
  #succeeded = false
  #givenUp = false

  readonly #limits: TurnLimits | null

  /** `atOnce`: hosts, at least 1. `limits`: default is none. */
  constructor(atOnce: number, limits: TurnLimits | null = null) {
    this.#atOnce = atOnce
    this.#limits = limits
  }

  /**
   * Does the work when it is the host's turn. Rejects with `BERTH_ABORTED` where the signal is aborted while the host
   * waits; with `BERTH_NOT_BEGUN` where more hosts have failed than may; with the code of the failure of the others,
   * `retryable`, where the work is not begun because it failed wherever it had ended before.
   */
  async take<Value>(options: TurnOptions, work: () => Promise<Value>): Promise<Value> {
    await this.#turn(options)
    try {
      if (this.#limits?.isSpent) throw notBegun(options.host, options.operation)
      if (this.#givenUp) throw this.#notBegun(options)
      const value = await work()
      this.#succeeded = true
      return value
    } catch (error) {
      this.#failures.push(error)
      this.#limits?.noteFailure(options.host)
      this.#givenUp ||= this.#limits === null && !this.#succeeded && this.#failures.length >= this.#atOnce
      throw error
    } finally {
      const next = this.#waiting.shift()
      if (next === undefined) this.#working -= 1
      else next()
    }
  }

  /** Resolves when it is the host's turn. */
  async #turn({ host, operation, onWaiting, signal }: TurnOptions): Promise<void> {
    if (this.#working < this.#atOnce && !signal?.aborted) {
      this.#working += 1
      return
    }
    const isTurn = !signal?.aborted && (await this.#wait(onWaiting, signal))
    if (isTurn) return
    throw new BerthError({
      code: 'BERTH_ABORTED',
      host,
      operation,
      message: 'aborted before it was begun',
      cause: signal?.reason,
    })
  }

  /** Resolves with true when the place of another is handed over, with false for an abort. */
  #wait(onWaiting: TurnOptions['onWaiting'], signal: AbortSignal | undefined): Promise<boolean> {
    onWaiting?.(this.#atOnce)
    return new Promise((resolve) => {
      const go = (): void => {
        signal?.removeEventListener('abort', leave)
        resolve(true)
      }
      const leave = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(go), 1)
        resolve(false)
      }
      this.#waiting.push(go)
      signal?.addEventListener('abort', leave, { once: true })
    })
  }

  #notBegun({ host, operation }: TurnOptions): BerthError {
    const [cause] = this.#failures
    return new BerthError({
      code: BerthError.isInstance(cause) ? cause.code : 'BERTH_COMMAND_FAILED',
      host,
      operation,
      message: 'not begun, because it had failed wherever it had ended before',
      remedy: 'Mend what failed on the others, then run it again.',
      retryable: true,
      cause,
    })
  }
}
