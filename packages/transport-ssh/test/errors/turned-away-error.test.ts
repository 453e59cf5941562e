import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { asTurnedAway } from '../../src/errors/turned-away-error.js'
import { listenToGreeting } from '../../src/handshake/greeting.js'

describe('an error before the login', () => {
  it.each([
    [Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }), ''],
    [Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }), 'Exceeded MaxStartups'],
    [new Error('Connection lost before handshake'), 'hello'],
  ])('%s is that the host hung up', (error, said) => {
    expect(asTurnedAway(error, said)).toMatchObject({ said, cause: error })
  })

  it('is that the host hung up where it says that it has too many connections', () => {
    const error = Object.assign(new Error('Too many connections'), { code: 12 })
    expect(asTurnedAway(error, '')).toMatchObject({ said: 'Too many connections', mayPass: true })
  })

  it.each([
    Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }),
    Object.assign(new Error('Host denied (verification failed)'), { code: 3 }),
    new Error('Invalid identification string'),
  ])('%s is something else', (error) => {
    expect(asTurnedAway(error, '')).toBeUndefined()
  })
})

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
