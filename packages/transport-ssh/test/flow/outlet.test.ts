import { Writable } from 'node:stream'
import { setImmediate as turn } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { Outlet } from '../../src/flow/outlet.js'

/** A connection that takes one piece at a time, when it is told to. */
class Socket extends Writable {
  readonly taken: string[] = []
  #take: () => void = () => undefined

  constructor() {
    super({ highWaterMark: 1, decodeStrings: false })
  }

  override _write(piece: string, _encoding: BufferEncoding, done: () => void): void {
    this.taken.push(piece)
    this.#take = done
  }

  async take(): Promise<void> {
    this.#take()
    await turn()
  }
}

describe('an outlet', () => {
  it('lets one piece go when the connection has taken the one before it, in the order asked', async () => {
    const socket = new Socket()
    const outlet = new Outlet(socket)
    for (const piece of ['a1', 'b1', 'a2']) outlet.take(() => socket.write(piece))
    const waiting: number[] = []
    for (let index = 0; index < 3; index += 1) {
      waiting.push(socket.writableLength)
      await socket.take()
    }
    expect(socket.taken).toEqual(['a1', 'b1', 'a2'])
    expect(waiting).toEqual([2, 2, 2])
  })

  it('lets what is sent around it go before all that waits', async () => {
    const socket = new Socket()
    const outlet = new Outlet(socket)
    for (const piece of ['a1', 'a2', 'a3']) outlet.take(() => socket.write(piece))
    socket.write('question')
    for (let index = 0; index < 4; index += 1) await socket.take()
    expect(socket.taken).toEqual(['a1', 'question', 'a2', 'a3'])
  })

  it('lets nothing go once the connection is gone', async () => {
    const socket = new Socket()
    const outlet = new Outlet(socket)
    for (const piece of ['a1', 'a2']) outlet.take(() => socket.write(piece))
    socket.destroy()
    await turn()
    outlet.take(() => socket.taken.push('too late'))
    expect(socket.taken).toEqual(['a1'])
  })
})
