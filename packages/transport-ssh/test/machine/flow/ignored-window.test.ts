import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sshTransport } from '@berth/transport-ssh'
import ssh2, { type ServerChannel } from 'ssh2'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { ed25519Keys } from '../../generated-keys.js'

const mebi = 1024 * 1024
/** What the server's command prints: more than any window. */
const printed = 32 * mebi

let listener: Server
let folder: string
/** Bytes that the server has sent, and whether a channel of it is closed. */
let sent = 0
let isClosed = false
const sockets = new Set<Socket>()

/** Runs a command line, and sends what it prints without regard to any window. */
function run(commandLine: string, channel: ServerChannel): void {
  const { outgoing } = channel as unknown as { readonly outgoing: { window: number } }
  outgoing.window = Number.POSITIVE_INFINITY
  let isOver = false
  channel.on('close', () => {
    isOver = true
    isClosed = true
  })
  const child = spawn('sh', ['-c', commandLine])
  channel.pipe(child.stdin)
  child.stdin.on('error', () => undefined)
  for (const [from, to] of [
    [child.stdout, channel],
    [child.stderr, channel.stderr],
  ] as const) {
    from.on('data', (chunk: Buffer) => {
      if (isOver) return
      sent += chunk.length
      to.write(chunk)
    })
  }
  child.once('close', (code) => {
    if (isOver) return
    channel.exit(code ?? 1)
    channel.end()
  })
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'berth-window-'))
  sent = 0
  isClosed = false
  const { private: hostKey } = ed25519Keys()
  const server = new ssh2.Server({ hostKeys: [hostKey] }, (connection) => {
    connection.on('authentication', (context) => context.accept())
    connection.on('session', (accept) => accept().on('exec', (yes, _no, { command }) => run(command, yes())))
    connection.on('error', () => undefined)
  })
  listener = createServer((socket) => {
    sockets.add(socket)
    server.injectSocket(socket)
  }).listen(0, '127.0.0.1')
  await once(listener, 'listening')
})
afterEach(async () => {
  for (const socket of sockets) socket.destroy()
  await new Promise((resolve) => listener.close(resolve))
  rmSync(folder, { recursive: true })
})

it('a host that sends more than it may while output is held fills no memory: its channel is cut, and it is told why', async () => {
  const address = listener.address()
  const transport = sshTransport({
    hosts: () => ({ address: '127.0.0.1', port: typeof address === 'object' && address !== null ? address.port : 0 }),
    username: 'any',
    password: 'any',
    agent: null,
    configFiles: [],
    privateKeyFile: join(folder, 'none'),
    knownHostsFile: join(folder, 'known_hosts'),
  })
  const connection = await transport.connect('gpu1')
  let taken = 0
  // Held until the server has been cut off, or has got rid of everything.
  const release = async (): Promise<void> => {
    while (!isClosed && sent < printed) await new Promise((resolve) => setTimeout(resolve, 10))
  }
  const result = await connection.exec(['head', '-c', String(printed), '/dev/zero'], {
    onOutput: (_stream, chunk) => {
      taken += chunk.length
      return release()
    },
  })
  expect(result).toMatchObject({ endedBy: 'lost', exitCode: null, mayStillRun: { because: 'sent too much' } })
  const told = taken
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(taken).toBe(told)
  expect(taken).toBeLessThan(8 * mebi)
  // The connection itself goes on.
  await expect(connection.exec(['echo', 'next'])).resolves.toMatchObject({ endedBy: 'exit', stdout: 'next\n' })
  await transport.close()
})
