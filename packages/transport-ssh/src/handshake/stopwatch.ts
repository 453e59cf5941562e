import { type After, afterTime } from '../flow/after.js'

/** Counts how much of a time limit is used up. Runs from its making on. */
export class Stopwatch {
  /** Milliseconds. */
  readonly limit: number
  readonly #now: () => number
  readonly #after: After
  #onOver: (() => void) | undefined
  #cancel: () => void = () => undefined
  #used = 0
  #since: number | undefined

  /** @param limit Milliseconds. */
  constructor(limit: number, now: () => number, after: After = afterTime) {
    this.limit = limit
    this.#now = now
    this.#after = after
    this.#since = now()
  }

  /** Milliseconds that are left of the limit; negative once the limit is passed. */
  get left(): number {
    const running = this.#since === undefined ? 0 : this.#now() - this.#since
    return this.limit - this.#used - running
  }

  /** From now on time does not count. */
  stop(): void {
    this.#used = this.limit - this.left
    this.#since = undefined
    this.#cancel()
  }

  /** From now on time counts. */
  go(): void {
    if (this.#since !== undefined) return
    this.#since = this.#now()
    this.#arm()
  }

  /** Calls back once the limit is passed, in place of an earlier callback. The function that it gives calls it off. */
  whenOver(callback: () => void): () => void {
    this.#onOver = callback
    if (this.#since !== undefined) this.#arm()
    return () => {
      this.#onOver = undefined
      this.#cancel()
    }
  }

  #arm(): void {
    this.#cancel()
    const { left } = this
    const over = this.#onOver
    if (over !== undefined) this.#cancel = this.#after(Math.max(1, Math.ceil(left)), over)
  }
}
