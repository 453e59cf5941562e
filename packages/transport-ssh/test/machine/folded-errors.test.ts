import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BerthError, HostsError } from '@berth/core'
import { sshTransport } from '@berth/transport-ssh'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { printedCommand } from '../../../testbed/test/remedies/printed-commands.js'
import { describeWith } from '../../../testbed/test/tiers/test-with.js'
import { ed25519Keys } from '../generated-keys.js'
import { startManyServers } from './many-servers.js'

let folder: string
let knownHostsFile: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'berth-folded-'))
  knownHostsFile = join(folder, 'known hosts')
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Connects to these ports of this machine; gives the error of all that failed, null if none did. */
async function connectAll(ports: readonly number[]): Promise<HostsError | null> {
  const hosts = new Map(ports.map((port, index) => [`gpu${String(index + 1).padStart(3, '0')}`, port]))
  const transport = sshTransport({
    hosts: (host) => ({ address: '127.0.0.1', port: hosts.get(host) ?? 1 }),
    username: 'any',
    password: 'any',
    knownHostsFile,
    configFiles: [],
    agent: null,
    onWarning: () => undefined,
  })
  const failures = new Map<string, BerthError>()
  await Promise.all(
    [...hosts.keys()].map((host) =>
      transport.connect(host).catch((error: unknown) => {
        if (!BerthError.isInstance(error)) throw error
        failures.set(host, error)
      }),
    ),
  )
  await transport.close()
  return failures.size === 0 ? null : new HostsError('connect', failures, hosts.size)
}

describe('fifty ports that refuse', () => {
  it('are told in a few lines', async () => {
    // Nobody but root listens below 1024, and these are free by their assignment.
    const error = await connectAll(Array.from({ length: 50 }, (_, index) => 201 + index))
    expect(error?.message.split('\n')).toEqual([
      'connect: failed on 50 of 50 hosts',
      'gpu[001-050] (50):',
      '  connect: 127.0.0.1 <port> refuses connections',
      '    <port>: port [201-250]',
      expect.stringMatching(/^ {4}→ Check that sshd runs there/),
    ])
    expect(error?.complete).toBe(true)
  })
})

describeWith('ssh-keygen')('a hundred hosts whose keys have changed', () => {
  it('are told together, and one command takes their old keys away', async () => {
    const servers = await startManyServers(100)
    try {
      const { public: other } = ed25519Keys()
      const known = servers.ports.map((port) => {
        const { public: key } = ed25519Keys()
        return `[127.0.0.1]:${port} ${key.trim()}\n`
      })
      writeFileSync(knownHostsFile, `other ${other.trim()}\n${known.join('')}`)
      const text = (await connectAll(servers.ports))?.message ?? ''
      expect(text.split('\n').length).toBeLessThan(30)
      expect(text.length).toBeLessThan(6000)
      expect(text).toContain('gpu[001-100] (100):\n  connect: <address> presents the key ssh-ed25519 SHA256:')
      expect(text).toMatch(/\n {4}<entry>: .*known hosts:\[2-101\]\n/)
      expect(text).toMatch(/\n {6}gpu016: \[127\.0\.0\.1\]:\d+, SHA256:.{43}\n {6}gpu\[017-100\] \(84\): not shown\n/)

      const { hosts, line } = printedCommand(text, 'sh -c')
      expect(hosts).toBeNull()
      execFileSync('sh', ['-c', line], { stdio: 'ignore' })
      expect(readFileSync(knownHostsFile, 'utf8')).toBe(`other ${other.trim()}\n`)
      expect(await connectAll(servers.ports)).toBeNull()
    } finally {
      await servers.stop()
    }
  })
})
