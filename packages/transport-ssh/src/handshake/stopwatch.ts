/** Time that is used up, as far as it counts. Runs when it is made. */
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

  /** Milliseconds that are left. Negative when the time was up before. */
  get left(): number {
    const running = this.#since === undefined ? 0 : this.#now() - this.#since
    return this.#limit - this.#used - running
  }

  /** What comes now does not count. */
  stop(): void {
    this.#used = this.#limit - this.left
    this.#since = undefined
  }

  /** What comes now counts. */
  go(): void {
    this.#since ??= this.#now()
  }
}
