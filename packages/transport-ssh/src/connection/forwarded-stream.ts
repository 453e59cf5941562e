import { Duplex } from 'node:stream'
import type { ClientChannel } from 'ssh2'

/**
 * A connection that another host forwards, as a stream that can be destroyed: an ssh2 channel itself closes only when
 * the other side says so, which a host that is gone never does.
 */
export class ForwardedStream extends Duplex {
  readonly #channel: ClientChannel

  constructor(channel: ClientChannel) {
    super()
    this.#channel = channel
    channel.on('data', (chunk: Buffer) => {
      if (!this.push(chunk)) channel.pause()
    })
    channel.once('end', () => this.push(null))
    channel.once('close', () => this.destroy())
    channel.on('error', (error: Error) => this.destroy(error))
  }

  override _read(): void {
    this.#channel.resume()
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#channel.write(chunk, () => done())
  }

  override _final(done: () => void): void {
    this.#channel.end()
    done()
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#channel.destroy()
    done(error)
  }
}
