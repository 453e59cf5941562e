/** Why a command is to end before it ends by itself. */
export type StopCause = 'timeout' | 'abort'

/** Longest delay of a timer, in milliseconds; a longer one fires at once. */
const longestDelay = 2 ** 31 - 1

/** The one thing that asks a command to end: its deadline, its caller's signal, or the close of its connection, whichever comes first. */
export class StopRequest {
  readonly #abort = new AbortController()
  readonly #release: () => void
  #cause: StopCause | undefined

  /** Throws `TypeError` for a timeout that is not a positive number. */
  constructor(timeout: number | undefined, signal: AbortSignal | undefined) {
    if (timeout !== undefined && !(timeout > 0)) throw new TypeError(`A timeout is a positive number, not ${timeout}`)
    const timer =
      timeout === undefined || timeout > longestDelay ? undefined : setTimeout(() => this.ask('timeout'), timeout)
    const onAbort = (): void => this.ask('abort', signal?.reason)
    signal?.addEventListener('abort', onAbort, { once: true })
    this.#release = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
    }
    if (signal?.aborted) onAbort()
  }

  /** Aborts when the command is to end. */
  get signal(): AbortSignal {
    return this.#abort.signal
  }

  /** Why; undefined as long as nothing asked. */
  get cause(): StopCause | undefined {
    return this.#cause
  }

  /** Asks. Only the first time counts. */
  ask(cause: StopCause, reason?: unknown): void {
    this.#cause ??= cause
    this.#abort.abort(reason)
  }

  /** Resolves when the command is to end. */
  asked(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#abort.signal.aborted) resolve()
      else this.#abort.signal.addEventListener('abort', () => resolve(), { once: true })
    })
  }

  /** Lets go of timer and signal. */
  release(): void {
    this.#release()
  }
}
