import { Writable } from 'node:stream'
import type { ClientChannel } from 'ssh2'
import type { Outlet } from './outlet.js'

/** Bytes that are given to a connection at once, so that others get their turn. */
const piece = 32 * 1024

/**
 * The standard input of a channel, which takes its turn at the connection: ssh2 itself gives the connection a whole
 * window at once, behind which everything else on it would wait.
 */
export class PacedInput extends Writable {
  readonly #channel: ClientChannel
  readonly #outlet: Outlet

  constructor(channel: ClientChannel, outlet: Outlet) {
    super({ highWaterMark: 2 * piece })
    this.#channel = channel
    this.#outlet = outlet
    channel.once('close', () => this.destroy())
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#outlet.take(() => {
      const rest = chunk.subarray(piece)
      this.#channel.write(chunk.subarray(0, piece), () => {
        if (rest.length === 0) done()
        else this._write(rest, _encoding, done)
      })
    })
  }

  override _final(done: () => void): void {
    this.#channel.end()
    done()
  }
}
