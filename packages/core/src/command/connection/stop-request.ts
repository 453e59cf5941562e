import { WrongUseError } from '../../errors/index.js'
import { type RunningTimer, type StartTimer, startTimer } from './start-timer.js'

/** Why a command is to end before it ends by itself. */
export type StopCause = 'timeout' | 'idle' | 'abort'

/** Longest delay of a timer, in milliseconds; a longer one fires at once. */
const longestDelay = 2 ** 31 - 1

/** The limits and the signal by which a command may be ended. */
export interface StopLimits {
  readonly timeout?: number
  readonly idleTimeout?: number
  readonly signal?: AbortSignal
}

/**
 * The one thing that asks a command to end: a deadline, silence, its caller's signal, or the close of its connection,
 * whichever comes first.
 */
export class StopRequest {
  readonly #abort = new AbortController()
  readonly #release: () => void
  readonly #idleTimeout: number | undefined
  readonly #startTimer: StartTimer
  #idle: RunningTimer | undefined
  #cause: StopCause | undefined

  /** Throws `TypeError` for a timeout that is not a positive number. */
  constructor({ timeout, idleTimeout, signal }: StopLimits, start: StartTimer = startTimer) {
    this.#startTimer = start
    const deadline = delayOf(timeout)
    this.#idleTimeout = delayOf(idleTimeout)
    const timer = deadline === undefined ? undefined : start(() => this.ask('timeout'), deadline)
    const onAbort = (): void => this.ask('abort', signal?.reason)
    signal?.addEventListener('abort', onAbort, { once: true })
    this.#release = () => {
      timer?.cancel()
      this.hold()
      signal?.removeEventListener('abort', onAbort)
    }
    if (signal?.aborted) onAbort()
  }

  /** Aborts when the command is to end. */
  get signal(): AbortSignal {
    return this.#abort.signal
  }

  /** Why the command is to end; undefined as long as nothing has asked. */
  get cause(): StopCause | undefined {
    return this.#cause
  }

  /** Asks the command to end. Only the first time counts. */
  ask(cause: StopCause, reason?: unknown): void {
    this.#cause ??= cause
    this.#abort.abort(reason)
  }

  /** Begins to count silence, or begins again because something was heard. */
  heard(): void {
    if (this.#idleTimeout === undefined) return
    if (this.#idle === undefined) this.#idle = this.#startTimer(() => this.ask('idle'), this.#idleTimeout)
    else this.#idle.refresh()
  }

  /** Stops counting silence until something is heard again. */
  hold(): void {
    this.#idle?.cancel()
    this.#idle = undefined
  }

  /** Resolves when the command is to end. */
  asked(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#abort.signal.aborted) resolve()
      else this.#abort.signal.addEventListener('abort', () => resolve(), { once: true })
    })
  }

  /** Lets go of timers and signal. */
  release(): void {
    this.#release()
  }
}

/** The delay of a timer for a limit; undefined for no limit, or for a limit that is longer than any timer. */
function delayOf(timeout: number | undefined): number | undefined {
  if (timeout !== undefined && !(timeout > 0)) throw new WrongUseError(`A timeout is a positive number, not ${timeout}`)
  return timeout === undefined || timeout > longestDelay ? undefined : timeout
}
