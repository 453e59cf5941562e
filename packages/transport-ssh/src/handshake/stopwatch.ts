/** Counts how much of a time limit is used up. Runs from its making on. */
export class Stopwatch {
  readonly #limit: number
  readonly #now: () => number
  #used = 0
  #since: number | undefined

  /** @param limit Milliseconds. */
  constructor(limit: number, now: () => number) {
    this.#limit = limit
    this.#now = now
    this.#since = now()
  }

  /** Milliseconds that are left of the limit; negative once the limit is passed. */
  get left(): number {
    const running = this.#since === undefined ? 0 : this.#now() - this.#since
    return this.#limit - this.#used - running
  }

  /** From now on time does not count. */
  stop(): void {
    this.#used = this.#limit - this.left
    this.#since = undefined
  }

  /** From now on time counts. */
  go(): void {
    this.#since ??= this.#now()
  }
}
