import { setImmediate } from 'node:timers/promises'

/** Milliseconds that long computing may take before everything else that the process has to do gets its turn. */
const longest = 8

/** Lets long computing give way, so that it never holds the event loop: one turn for all that computes. */
export class Turn {
  #began = performance.now()

  /** Whether it is time to give way. */
  get over(): boolean {
    return performance.now() - this.#began > longest
  }

  /** Resolves when everything else had its turn. */
  async give(): Promise<void> {
    await setImmediate()
    this.#began = performance.now()
  }
}
