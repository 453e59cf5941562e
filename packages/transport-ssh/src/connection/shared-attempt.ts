/**
 * One attempt that several callers wait for at once. Each may leave by its own signal; the attempt itself is aborted
 * when the last one has left.
 */
export class SharedAttempt<Value> {
  readonly #abort = new AbortController()
  readonly #attempt: Promise<Value>
  #waiting = 0

  constructor(attempt: (signal: AbortSignal) => Promise<Value>) {
    this.#attempt = attempt(this.#abort.signal)
    this.#attempt.catch(() => undefined)
  }

  /** Whether all callers have left, so that the attempt is aborted and not worth joining. */
  get abandoned(): boolean {
    return this.#abort.signal.aborted
  }

  /** Aborts the attempt for all who wait. */
  abandon(reason: unknown): void {
    this.#abort.abort(reason)
  }

  /**
   * Waits for the attempt's outcome. Rejects with the error that `aborted` makes of the signal's reason when the signal
   * aborts first.
   */
  async join(signal: AbortSignal | undefined, aborted: (reason: unknown) => Error): Promise<Value> {
    if (signal?.aborted) {
      if (this.#waiting === 0) this.abandon(signal.reason)
      throw aborted(signal.reason)
    }
    this.#waiting += 1
    let onAbort = (): void => undefined
    const left = new Promise<never>((_resolve, reject) => {
      onAbort = () => reject(aborted(signal?.reason))
      signal?.addEventListener('abort', onAbort, { once: true })
    })
    try {
      return await (signal === undefined ? this.#attempt : Promise.race([this.#attempt, left]))
    } finally {
      signal?.removeEventListener('abort', onAbort)
      this.#waiting -= 1
      if (this.#waiting === 0 && signal?.aborted) this.abandon(signal.reason)
    }
  }
}
