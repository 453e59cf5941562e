import { EventEmitter, once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type NewHostKey, sshTransport } from '@berth/transport-ssh'
import ssh2, { type AuthContext } from 'ssh2'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { withFileLock } from '../../../src/host-keys/file-lock.js'
import { fingerprint } from '../../../src/host-keys/judge-host-key.js'
import { ed25519Keys } from '../../generated-keys.js'

interface Server {
  readonly port: number
  /** Methods by which clients tried to log in. */
  readonly tried: readonly string[]
  /** Resolves when a client has finished the key exchange. */
  readonly handshaken: Promise<unknown>
  stop(): void
}

const hostKeys = ed25519Keys()
const publicKey = Buffer.from(hostKeys.public.split(' ')[1] ?? '', 'base64')

let folder: string
let knownHostsFile: string
let server: Server
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'berth-verdict-'))
  knownHostsFile = join(folder, 'known_hosts')
  const tried: string[] = []
  const clients = new EventEmitter()
  const listener = new ssh2.Server({ hostKeys: [hostKeys.private] }, (client) => {
    client.on('handshake', () => clients.emit('handshaken'))
    client.on('error', () => undefined)
    client.on('authentication', (context: AuthContext) => {
      tried.push(context.method)
      context.accept()
    })
  }).listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const address = listener.address()
  const port = address !== null && typeof address === 'object' ? address.port : 0
  server = { port, tried, handshaken: once(clients, 'handshaken'), stop: () => listener.close() }
})
afterEach(() => {
  server.stop()
  rmSync(folder, { recursive: true })
})

/** Connects while the known_hosts file is locked; `work` is done when the host has proved its key. */
async function connect(work: () => void): Promise<NewHostKey[]> {
  const newKeys: NewHostKey[] = []
  const transport = sshTransport({
    hosts: () => ({ address: '127.0.0.1', port: server.port }),
    username: 'me',
    password: 'any',
    agent: null,
    configFiles: [],
    privateKeyFile: join(folder, 'none'),
    knownHostsFile,
    onNewHostKey: (key) => newKeys.push(key),
  })
  let connected: Promise<unknown> = Promise.resolve()
  await withFileLock(`${knownHostsFile}.berth-lock`, async () => {
    connected = transport.connect('one')
    connected.catch(() => undefined)
    await server.handshaken
    // Long enough for a login, were it begun.
    await new Promise((resolve) => setTimeout(resolve, 300))
    work()
  })
  await connected.finally(() => transport.close())
  return newKeys
}

describe('a new host key', () => {
  it('is written down, and told of, before the login begins', async () => {
    const [key, ...others] = await connect(() => expect(server.tried).toEqual([]))
    expect(server.tried).toEqual(['password'])
    const name = `[127.0.0.1]:${server.port}`
    const { keyType, ...told } = { keyType: 'ssh-ed25519', host: 'one', name, file: knownHostsFile }
    expect(key).toEqual({ ...told, keyType, fingerprint: fingerprint(publicKey) })
    expect([others, readFileSync(knownHostsFile, 'utf8')]).toEqual([
      [],
      `${name} ${keyType} ${publicKey.toString('base64')}\n`,
    ])
  })

  it('that is another one by then is refused, and nothing of the user is sent', async () => {
    const [, other = ''] = ed25519Keys().public.split(' ')
    const line = `[127.0.0.1]:${server.port} ssh-ed25519 ${other}\n`
    await expect(connect(() => writeFileSync(knownHostsFile, line))).rejects.toMatchObject({ code: 'BERTH_HOST_KEY' })
    expect([server.tried, readFileSync(knownHostsFile, 'utf8')]).toEqual([[], line])
  })
})
