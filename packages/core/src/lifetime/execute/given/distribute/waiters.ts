/** Those who wait for something, until it is told or they give up. */
export class Waiters {
  readonly #waiting = new Set<() => void>()

  /** Resolves once {@link tell} is called, the signal is aborted, or `limit` milliseconds are over. */
  wait(signal: AbortSignal | undefined, limit?: number): Promise<void> {
    return new Promise((resolve) => {
      if (signal?.aborted) return resolve()
      const timer = limit === undefined ? undefined : setTimeout(() => done(), limit)
      const done = (): void => {
        clearTimeout(timer)
        this.#waiting.delete(done)
        signal?.removeEventListener('abort', done)
        resolve()
      }
      this.#waiting.add(done)
      signal?.addEventListener('abort', done)
    })
  }

  tell(): void {
    for (const done of [...this.#waiting]) done()
  }
}
