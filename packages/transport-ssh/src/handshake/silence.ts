import { type After, afterTime } from '../flow/after.js'

/** Milliseconds between two looks, and looks in a row without a word until a host counts as silent: one second. */
const look = 250
const looks = 4

/** Looks after which a host counts as silent though it speaks: three seconds are enough for what it has to say. */
const allLooks = 12

/** Bytes of the shortest packet of SSH: less is no progress. */
const shortest = 16

/**
 * Calls back once a host has been silent for a second, or slow for three, in which this process was not busy itself: a
 * process that is late with everything is late to hear. A host that lets bytes drip is silent.
 */
export class Silence {
  readonly #callback: () => void
  readonly #now: () => number
  readonly #after: After
  #cancel: () => void = () => undefined
  #quiet = 0
  #looked = 0

  constructor(callback: () => void, now: () => number = () => performance.now(), after: After = afterTime) {
    this.#callback = callback
    this.#now = now
    this.#after = after
    this.#listen()
  }

  /** The host said so many bytes. */
  heard(bytes: number): void {
    if (bytes >= shortest) this.#quiet = 0
  }

  /** Listens no longer. */
  stop(): void {
    this.#cancel()
  }

  #listen(): void {
    const began = this.#now()
    this.#cancel = this.#after(look, () => {
      const wasBusy = this.#now() - began > 1.5 * look
      if (!wasBusy) {
        this.#quiet += 1
        this.#looked += 1
      }
      if (this.#quiet >= looks || this.#looked >= allLooks) this.#callback()
      else this.#listen()
    })
  }
}
