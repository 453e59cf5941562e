import type { Duplex } from 'node:stream'
import type { LimitFunction } from 'p-limit'
import { identification } from './identification.js'
import { Silence } from './silence.js'
import type { Stopwatch } from './stopwatch.js'

/** Milliseconds that a host has to identify itself before it is spoken to first, as few want it. */
const patience = 3000

/** What one handshake needs for its turn among all. */
export interface TurnParts {
  readonly turns: LimitFunction
  readonly socket: Duplex
  /** Stops while other hosts' handshakes are waited for. */
  readonly watch: Stopwatch
  readonly signal: AbortSignal
}

/**
 * A handshake's turn among all: had once, from the host's identification until it is silent or slow. Hosts that do not
 * identify themselves, whatever else they say, wait together and keep nobody from a turn; one that has lost its turn
 * goes on without: what is slow keeps nobody busy.
 */
export class HandshakeTurn {
  readonly #parts: TurnParts
  #giveBack: (() => void) | undefined
  #silence: Silence | undefined
  #hasAsked = false
  #over = false

  constructor(parts: TurnParts) {
    this.#parts = parts
  }

  /**
   * Waits for the host's identification, and then for a turn; without a turn where there is none in time. Resolves with
   * the words of a host that hung up in place of its identification.
   */
  async begin(): Promise<string> {
    const { socket, watch, signal } = this.#parts
    const { isIdentified, said } = await identification(socket, Math.min(patience, watch.left), signal)
    if (isIdentified) await this.#ask()
    return said
  }

  /** A host that has identified itself said so many bytes: one that has had no turn is heard no more before it has. */
  heard(bytes: number): void {
    this.#silence?.heard(bytes)
    if (this.#hasAsked || this.#over) return
    const { socket } = this.#parts
    socket.pause()
    void this.#ask().then(() => {
      if (!this.#over) socket.resume()
    })
  }

  /** The handshake is over, however it ended. Idempotent. */
  end(): void {
    this.#over = true
    this.#leave()
  }

  /** Resolves when it is this handshake's turn, or the handshake is given up. */
  #ask(): Promise<void> {
    const { turns, watch, signal } = this.#parts
    this.#hasAsked = true
    watch.stop()
    return new Promise((resolve) => {
      const settle = (): void => {
        signal.removeEventListener('abort', settle)
        watch.go()
        resolve()
      }
      signal.addEventListener('abort', settle, { once: true })
      void turns(async () => {
        if (this.#over || signal.aborted) return
        await new Promise<void>((giveBack) => {
          this.#giveBack = giveBack
          this.#silence = new Silence(() => this.#leave())
          settle()
        })
      })
    })
  }

  #leave(): void {
    this.#silence?.stop()
    this.#silence = undefined
    this.#giveBack?.()
    this.#giveBack = undefined
  }
}
