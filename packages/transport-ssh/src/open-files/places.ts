interface Waiting {
  readonly proceed: () => void
}

/** What {@link Places} are made of. */
export interface PlacesParts {
  /** Tells, when the first place is taken, how many there are. */
  readonly count: () => number
  /** Asked, while somebody waits, to see to it that a place is given back that nobody needs now. */
  readonly makeRoom: () => void
  /** Told once, when somebody has to wait. */
  readonly onFull: () => void
}

/** Places for connections, as many as this process can have open at once. Who finds none free waits in turn. */
export class Places {
  readonly #parts: PlacesParts
  #waiting: readonly Waiting[] = []
  #free: number | undefined
  #wasFull = false

  constructor(parts: PlacesParts) {
    this.#parts = parts
  }

  /**
   * Waits for a place; the function that it resolves with gives the place back, once. Rejects with the signal's reason
   * when the signal aborts first.
   */
  async take(signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted()
    this.#free ??= this.#parts.count()
    if (this.#free > 0) return this.#give()
    if (!this.#wasFull) this.#parts.onFull()
    this.#wasFull = true
    return new Promise((resolve, reject) => {
      const onAbort = (): void => {
        this.#waiting = this.#waiting.filter((other) => other !== waiting)
        reject(signal.reason)
      }
      const waiting: Waiting = {
        proceed: () => {
          signal.removeEventListener('abort', onAbort)
          resolve(this.#give())
        },
      }
      signal.addEventListener('abort', onAbort, { once: true })
      this.#waiting = [...this.#waiting, waiting]
      this.#parts.makeRoom()
    })
  }

  /** Somebody may do without a place now. */
  offer(): void {
    if (this.#waiting.length > 0) this.#parts.makeRoom()
  }

  #give(): () => void {
    this.#free = (this.#free ?? 0) - 1
    let given = true
    return () => {
      if (!given) return
      given = false
      this.#free = (this.#free ?? 0) + 1
      const [first, ...others] = this.#waiting
      this.#waiting = others
      first?.proceed()
      this.offer()
    }
  }
}
