import { type After, afterTime } from '../flow/after.js'

/** sshd's own default of sessions on one connection (MaxSessions). */
const defaultCapacity = 10

/** Channels that only urgent command lines may use, which end others. */
const reserved = 2

/**
 * Milliseconds after a refusal until one more channel is tried again. A host also refuses for a moment while it cleans
 * up after channels that have ended.
 */
const recovery = 2000

interface Waiting {
  readonly urgent: boolean
  readonly proceed: () => void
}

/**
 * Keeps the number of open channels on one connection under the number that the host allows, which only its refusals
 * tell.
 */
export class ChannelQueue {
  readonly #now: () => number
  readonly #after: After
  #recovering: (() => void) | undefined
  #capacity = defaultCapacity
  #open = 0
  #refusedAt = Number.NEGATIVE_INFINITY
  #waiting: readonly Waiting[] = []

  constructor(now: () => number = () => performance.now(), after: After = afterTime) {
    this.#now = now
    this.#after = after
  }

  /** Channels that are open or being opened. */
  get open(): number {
    return this.#open
  }

  /**
   * Waits for a turn; the function that it resolves with gives the turn back. Rejects with the signal's reason when the
   * signal aborts first.
   */
  acquire(urgent: boolean, signal?: AbortSignal): Promise<() => void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason)
        return
      }
      const onAbort = (): void => {
        this.#waiting = this.#waiting.filter((other) => other !== waiting)
        this.#recoverLater()
        reject(signal?.reason)
      }
      const waiting: Waiting = {
        urgent,
        proceed: () => {
          signal?.removeEventListener('abort', onAbort)
          resolve(this.#turn())
        },
      }
      signal?.addEventListener('abort', onAbort, { once: true })
      this.#waiting = [...this.#waiting, waiting]
      this.#advance()
    })
  }

  /** The host refused a channel that has its turn, so that it allows no more than the others that are open. */
  refused(): void {
    this.#capacity = Math.max(1, Math.min(this.#capacity, this.#open - 1))
    this.#refusedAt = this.#now()
  }

  /** Forgets how many channels the last connection allowed: a new connection may allow another number. */
  reset(): void {
    this.#capacity = defaultCapacity
  }

  #turn(): () => void {
    this.#open += 1
    let given = true
    return () => {
      if (!given) return
      given = false
      this.#open -= 1
      this.#recover()
      this.#advance()
    }
  }

  #recover(): void {
    if (this.#capacity === defaultCapacity || this.#now() - this.#refusedAt < recovery) return
    this.#capacity += 1
    this.#refusedAt = this.#now()
  }

  #advance(): void {
    for (;;) {
      const next = this.#waiting.find(({ urgent }) => this.#open < this.#limit(urgent))
      if (next === undefined) break
      this.#waiting = this.#waiting.filter((other) => other !== next)
      next.proceed()
    }
    this.#recoverLater()
  }

  /**
   * A waiting command must not depend on a turn being given back: those who hold the open channels may be waiting for
   * that very command.
   */
  #recoverLater(): void {
    const isHeldUp = this.#waiting.length > 0 && this.#capacity < defaultCapacity
    if (!isHeldUp) {
      this.#recovering?.()
      this.#recovering = undefined
      return
    }
    this.#recovering ??= this.#after(recovery, () => {
      this.#recovering = undefined
      this.#recover()
      this.#advance()
    })
  }

  #limit(urgent: boolean): number {
    return urgent ? this.#capacity : this.#capacity - Math.min(reserved, Math.floor(this.#capacity / 2))
  }
}
