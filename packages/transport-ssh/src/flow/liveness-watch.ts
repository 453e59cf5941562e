import type { Keepalive } from '../options.js'
import { type After, afterTime } from './after.js'

/** The connection that is watched. */
export interface Watched {
  /** Bytes that wait on this side until the connection takes them. */
  unsent(): number
  /** Bytes that the connection has taken, ever. */
  sent(): number
  /** Asks the other side for an answer, whatever it is. */
  ask(): void
  /** Told once that the connection is lost; nothing is asked afterwards. */
  lost(): void
}

/**
 * Notices that a connection is dead. Every byte that comes is a sign of life, not only the answers to what is asked
 * here; and what is still waiting on this side behind other output, which moves, is not taken for unanswered.
 */
export class LivenessWatch {
  readonly #keepalive: Keepalive
  readonly #watched: Watched
  readonly #now: () => number
  readonly #after: After
  #cancel: () => void
  #heardAt: number
  #unanswered = 0
  #sent: number

  constructor(
    keepalive: Keepalive,
    watched: Watched,
    now: () => number = () => performance.now(),
    after: After = afterTime,
  ) {
    this.#keepalive = keepalive
    this.#watched = watched
    this.#now = now
    this.#after = after
    this.#heardAt = now()
    this.#sent = watched.sent()
    this.#cancel = after(keepalive.interval, () => this.#look())
  }

  /** Something came from the other side. */
  heard(): void {
    this.#heardAt = this.#now()
    this.#unanswered = 0
  }

  /** Stops watching. */
  stop(): void {
    this.#cancel()
  }

  #look(): void {
    const { interval, unanswered } = this.#keepalive
    const quiet = this.#now() - this.#heardAt
    if (this.#moves()) this.#unanswered = 0
    else if (quiet >= interval) {
      if (this.#unanswered >= unanswered) {
        this.#watched.lost()
        return
      }
      this.#unanswered += 1
      this.#watched.ask()
    }
    this.#lookAfter(quiet < interval ? interval - quiet : interval)
  }

  /** Whether output waits on this side, and some of it has left since the last look. */
  #moves(): boolean {
    const sent = this.#watched.sent()
    const moves = sent !== this.#sent && this.#watched.unsent() > 0
    this.#sent = sent
    return moves
  }

  #lookAfter(milliseconds: number): void {
    this.#cancel = this.#after(milliseconds, () => this.#look())
  }
}
