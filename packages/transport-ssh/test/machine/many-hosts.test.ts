import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sshTransport } from '@berth/transport-ssh'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { eventually } from '../../../core/test/command/processes.js'
import { type ManyServers, startManyServers } from './many-servers.js'

const hostCount = 500
/** Number of hosts that are all the last server. */
const atOneServer = 40

let servers: ManyServers
let folder: string
beforeEach(async () => {
  servers = await startManyServers(hostCount - atOneServer + 1)
  folder = mkdtempSync(join(tmpdir(), 'berth-many-'))
})
afterEach(async () => {
  await servers.stop()
  rmSync(folder, { recursive: true })
})

it('opens the connections of 500 hosts, one each, with no more handshakes at once than are allowed, here and at one server', {
  timeout: 60_000,
}, async () => {
  const names = Array.from({ length: hostCount }, (_, index) => `node${index}`)
  const { ports } = servers
  const portOf = (index: number): number => ports[Math.min(index, ports.length - 1)] ?? 0
  const hosts = new Map(names.map((name, index) => [name, { address: '127.0.0.1', port: portOf(index) }]))
  const knownHostsFile = join(folder, 'known_hosts')
  const newKeysIn: (string | null)[] = []
  const transport = sshTransport({
    hosts,
    username: 'me',
    password: 'any',
    agent: null,
    configFiles: [],
    privateKeyFile: join(folder, 'none'),
    knownHostsFile,
    connectTimeout: 60_000,
    onNewHostKey: ({ file }) => newKeysIn.push(file),
  })
  const connections = await Promise.all([...names, ...names].map((name) => transport.connect(name)))

  expect(connections.map(({ host }) => host)).toEqual([...names, ...names])
  expect(servers.mostHandshakes()).toBe(32)
  expect(servers.mostStartups().at(-1)).toBe(8)
  expect(servers.logins()).toEqual(ports.map((_, index) => (index < ports.length - 1 ? 1 : atOneServer)))
  expect(servers.open()).toBe(hostCount)
  expect(readFileSync(knownHostsFile, 'utf8').trim().split('\n')).toHaveLength(ports.length)
  expect(newKeysIn).toEqual(ports.map(() => knownHostsFile))

  await transport.close()
  await eventually(
    () => servers.open(),
    (count) => count === 0,
  )
})
