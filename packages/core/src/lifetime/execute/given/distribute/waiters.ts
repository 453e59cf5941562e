/** Those who wait for something, until it is told or they give up. */
export class Waiters {
  readonly #waiting = new Set<() => void>()

  /** Resolves once {@link tell} is called, or the signal is aborted. */
  wait(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve) => {
      if (signal?.aborted) return resolve()
      const done = (): void => {
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
