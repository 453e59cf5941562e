import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { listenToGreeting } from '../../src/handshake/greeting.js'

describe('what a host says first', () => {
  it.each([
    [[], ''],
    [['Not allowed at ', 'this time\r\n'], 'Not allowed at this time'],
    [['a\r\nb\u0007\n'], 'a b'],
    [['SSH-2.0-OpenSSH_9.2\r\n\0\0\x05'], ''],
    [['a notice\r\nSSH-2.0-x', '\r\n'], ''],
    [['x'.repeat(3000)], 'x'.repeat(200)],
  ])('%j is heard as %j', async (chunks, said) => {
    const socket = new PassThrough()
    const greeting = listenToGreeting(socket)
    const read: Buffer[] = []
    socket.on('data', (chunk: Buffer) => read.push(chunk)).resume()
    for (const chunk of chunks) socket.write(chunk)
    await new Promise((resolve) => socket.end(resolve))
    await new Promise((resolve) => setImmediate(resolve))
    expect(greeting.said()).toBe(said)
    expect(Buffer.concat(read).toString()).toBe(chunks.join(''))
  })
})
