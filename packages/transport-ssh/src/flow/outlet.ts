import type { Writable } from 'node:stream'

/**
 * Lets pieces of data onto a connection in turn, no faster than the connection takes them: what is sent around it, as
 * a question or a request, waits behind little, however much there is to send and however slow the connection is.
 */
export class Outlet {
  readonly #socket: Writable
  #waiting: (() => void)[] = []

  constructor(socket: Writable) {
    this.#socket = socket
    socket.on('drain', () => this.#advance())
    socket.once('close', () => {
      this.#waiting = []
    })
  }

  /** Calls back, to write one piece, when it is the caller's turn; at once if the connection has room. */
  take(write: () => void): void {
    this.#waiting.push(write)
    this.#advance()
  }

  #advance(): void {
    while (this.#socket.writable && !this.#socket.writableNeedDrain) {
      const write = this.#waiting.shift()
      if (write === undefined) return
      write()
    }
  }
}
