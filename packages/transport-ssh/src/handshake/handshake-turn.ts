import type { Duplex } from 'node:stream'
import type { LimitFunction } from 'p-limit'
import { firstWord } from './first-word.js'
import { Silence } from './silence.js'
import type { Stopwatch } from './stopwatch.js'

/** Milliseconds that a host has for its first word before it is spoken to first, as few want it. */
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
 * A handshake's turn among all: had only while the host says something. Hosts that are silent, before their first word
 * or in the middle, wait together and keep nobody from a turn; one that speaks again waits for a new one.
 */
export class HandshakeTurn {
  readonly #parts: TurnParts
  #giveBack: (() => void) | undefined
  #silence: Silence | undefined
  #asked = false
  #over = false

  constructor(parts: TurnParts) {
    this.#parts = parts
  }

  /** Waits for the host's first word, and then for a turn; without a turn where the host is silent. */
  async begin(): Promise<void> {
    const { socket, watch, signal } = this.#parts
    if (!(await firstWord(socket, Math.min(patience, watch.left), signal))) return
    await this.#ask()
  }

  /** The host said something: a handshake without a turn hears no more before it has one. */
  heard(): void {
    this.#silence?.heard()
    if (this.#giveBack !== undefined || this.#asked || this.#over) return
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
    this.#asked = true
    watch.stop()
    return new Promise((resolve) => {
      const settle = (): void => {
        signal.removeEventListener('abort', settle)
        this.#asked = false
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
