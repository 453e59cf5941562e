import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sshTransport } from '@berth/transport-ssh'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type ManyServers, startManyServers } from '../many-servers.js'

/** More than may shake hands at once. */
const silentCount = 64
const healthyCount = 40

let healthy: ManyServers
let silent: readonly Server[]
let folder: string
const sockets = new Set<Socket>()
beforeEach(async () => {
  healthy = await startManyServers(healthyCount)
  folder = mkdtempSync(join(tmpdir(), 'berth-silent-'))
})
afterEach(async () => {
  for (const socket of sockets) socket.destroy()
  await Promise.all(silent.map((server) => new Promise((resolve) => server.close(resolve))))
  await healthy.stop()
  rmSync(folder, { recursive: true })
})

/** Hosts that say a word, and then another one again and again. */
async function startSilent(word: string, drop: string): Promise<readonly number[]> {
  silent = Array.from({ length: silentCount }, () =>
    createServer((socket) => {
      sockets.add(socket)
      socket.on('error', () => undefined).on('close', () => sockets.delete(socket))
      socket.write(word)
      if (drop === '') return
      const dripping = setInterval(() => socket.write(drop), 200)
      socket.once('close', () => clearInterval(dripping))
    }).listen(0, '127.0.0.1'),
  )
  await Promise.all(silent.map((server) => once(server, 'listening')))
  return silent.map((server) => {
    const address = server.address()
    return typeof address === 'object' && address !== null ? address.port : 0
  })
}

it.each([
  ['say nothing', '', ''],
  ['fall silent in the middle of the handshake', 'SSH-2.0-silent\r\n', ''],
  ['let bytes drip', 'x', 'x'],
  ['let lines drip', 'a notice\r\n', 'a notice\r\n'],
  // The beginning of a packet of 1148 bytes.
  ['let the handshake drip', 'SSH-2.0-slow\r\n\0\0\x04\x7c', '\0'],
])('hosts that %s keep no other host waiting, though they come first and are many', async (_, word, drop) => {
  const ports = [...(await startSilent(word, drop)), ...healthy.ports]
  const transport = sshTransport({
    hosts: new Map(ports.map((port, index) => [`node${index}`, { address: '127.0.0.1', port }])),
    username: 'me',
    password: 'any',
    agent: null,
    configFiles: [],
    privateKeyFile: join(folder, 'none'),
    knownHostsFile: join(folder, 'known_hosts'),
    connectTimeout: 600_000,
    onWarning: () => undefined,
  })
  let ended = 0
  const connecting = ports.map(async (_port, index) => {
    const connection = await transport.connect(`node${index}`)
    return connection.host
  })
  for (const attempt of connecting.slice(0, silentCount)) {
    attempt.catch(() => {
      ended += 1
    })
  }
  await expect(Promise.all(connecting.slice(silentCount))).resolves.toHaveLength(healthyCount)
  expect(ended).toBe(0)
  await transport.close()
  await Promise.allSettled(connecting)
  expect(ended).toBe(silentCount)
})
