import { once } from 'node:events'
import { createServer, type Server } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import ssh2, { type ClientChannel, type ServerChannel } from 'ssh2'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { eventually } from '../../../../core/test/command/processes.js'
import { ChannelWindow } from '../../../src/flow/channel-window.js'
import { execWithin } from '../../../src/flow/ssh2-inside.js'
import { ed25519Keys } from '../../generated-keys.js'

const size = 64 * 1024
const half = Buffer.alloc(4 * size, 'x')

let server: ssh2.Server
let listener: Server
let client: ssh2.Client
let channel: ClientChannel

/** Writes more than a window to one stream, and then as much to the other: ssh2's server takes this order alone. */
function flood(stream: ServerChannel): void {
  stream.stderr.write(half, () => stream.write(half, () => stream.exit(0)))
}

beforeEach(async () => {
  const { private: hostKey } = ed25519Keys()
  server = new ssh2.Server({ hostKeys: [hostKey] }, (connection) => {
    connection.on('authentication', (context) => context.accept())
    connection.on('session', (accept) => accept().on('exec', (acceptExec) => flood(acceptExec())))
    connection.on('error', () => undefined)
  })
  listener = createServer((socket) => server.injectSocket(socket)).listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const address = listener.address()
  client = new ssh2.Client()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  client.connect({ port, host: '127.0.0.1', username: 'me' })
  await once(client, 'ready')
  channel = await new Promise<ClientChannel>((resolve, reject) => {
    const window = new ChannelWindow(
      () => size,
      () => undefined,
    )
    execWithin(client, 'flood', window, (error, opened) => (error === undefined ? resolve(opened) : reject(error)))
  })
})
afterEach(async () => {
  client.end()
  await once(client, 'close')
  await new Promise((resolve) => listener.close(resolve))
})

/** Bytes of both streams that nobody has read. */
const unread = (): number => channel.readableLength + channel.stderr.readableLength

it('a host sends as much as its window while nothing is read, and nothing is dropped when it is read', async () => {
  await eventually(unread, (bytes) => bytes >= size)
  await delay(200)
  expect(unread()).toBe(size)
  const read = { stdout: 0, stderr: 0 }
  channel.stderr.on('data', (chunk: Buffer) => {
    read.stderr += chunk.length
  })
  await eventually(
    () => read.stderr,
    (bytes) => bytes === half.length,
  )
  // Standard output is not read: the window that is left is all that comes of it.
  await delay(200)
  expect(unread()).toBeGreaterThan(size / 2)
  expect(unread()).toBeLessThanOrEqual(size)
  channel.on('data', (chunk: Buffer) => {
    read.stdout += chunk.length
  })
  await eventually(
    () => read.stdout,
    (bytes) => bytes === half.length,
  )
  expect(read.stderr).toBe(half.length)
})
