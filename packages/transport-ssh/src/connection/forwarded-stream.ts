import { Duplex } from 'node:stream'
import type { ClientChannel } from 'ssh2'
import type { Outlet } from '../flow/outlet.js'

/**
 * A connection that another host forwards, as a stream that can be destroyed: an ssh2 channel itself closes only when
 * the other side says so, which a host that is gone never does.
 */
export class ForwardedStream extends Duplex {
  readonly #channel: ClientChannel
  readonly #outlet: Outlet
  #sent = 0

  constructor(channel: ClientChannel, outlet: Outlet) {
    super()
    this.#channel = channel
    this.#outlet = outlet
    channel.on('data', (chunk: Buffer) => {
      if (!this.push(chunk)) channel.pause()
    })
    channel.once('end', () => this.push(null))
    channel.once('close', () => this.destroy())
    channel.on('error', (error: Error) => this.destroy(error))
    // Told by its close; an error without a listener would end the process.
    this.on('error', () => undefined)
  }

  /** Bytes written, those that wait on this side among them. */
  get bytesWritten(): number {
    return this.#sent + this.writableLength
  }

  override _read(): void {
    this.#channel.resume()
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#outlet.take(() => {
      this.#channel.write(chunk, () => {
        this.#sent += chunk.length
        done()
      })
    })
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
