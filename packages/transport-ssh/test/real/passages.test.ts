import { copyFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Passages, Transport } from '@berth/core/adapter'
import { type SshTransportOptions, sshTransport } from '@berth/transport-ssh'
import { afterEach, describe, expect, it } from 'vitest'
import { startAgent } from './ssh-agent.js'
import { canRunSshd, startSshd, type TestSshd, type TestSshdOptions } from './sshd.js'

describe.runIf(canRunSshd)('from one host to another', () => {
  const running: { stop(): unknown }[] = []
  afterEach(async () => {
    for (const each of running.splice(0)) await each.stop()
  })

  const start = async (options: TestSshdOptions = {}): Promise<TestSshd> => {
    const sshd = await startSshd(options)
    running.push(sshd)
    return sshd
  }

  /** A transport to two hosts, of which the first has these settings, and the second those. */
  const between = async (
    first: TestSshdOptions,
    second: TestSshdOptions,
    options: Partial<SshTransportOptions> = {},
  ) => {
    const [from, to] = [await start(first), await start(second)]
    copyFileSync(join(from.folder, 'authorized_keys'), join(to.folder, 'authorized_keys'))
    const port = (host: string): number => (host === 'from' ? from.port : to.port)
    const hosts = (host: string) => ({ address: '127.0.0.1', port: port(host) })
    const transport = sshTransport({ ...from.options, hosts, ...options })
    running.unshift({ stop: () => transport.close() })
    return { transport, from, to }
  }

  const sockets = (): readonly string[] => readdirSync('/tmp').filter((name) => name.startsWith('ssh-'))

  it('a command logs in by the key of the user, once, to the host that is allowed and as long as it is', async () => {
    const { transport, from } = await between({}, {}, {})
    const before = sockets()
    const passages = await open(transport, 'from')
    const passage = await passages.to('to')
    // A host that is not the one that is allowed, though it takes the same key.
    const elsewhere = passage.words.map((word) => (word === String(portIn(passage.words)) ? String(from.port) : word))
    expect((await passages.exec([...elsewhere, 'true'])).exitCode).toBe(255)
    const line = 'cat; echo "$SSH_CONNECTION $SSH_AUTH_SOCK"'
    const there = await passages.exec([...passage.words, line], { stdin: 'sent ' })
    expect([there.stderr, there.exitCode]).toEqual(['', 0])
    expect(there.stdout).toMatch(/^sent 127\.0\.0\.1 \d+ 127\.0\.0\.1 \d+ \n$/)
    const refused = await passages.exec([...passage.words, 'true'])
    expect([refused.exitCode, refused.stderr]).toEqual([255, expect.stringContaining('Permission denied')])
    await passages.close()
    expect(sockets()).toEqual(before)
  })

  it('a key that ssh-agent holds is as good', async () => {
    const first = await start()
    const agent = await startAgent(first.folder)
    running.push({ stop: () => agent.stop() })
    agent.add(first.options.privateKeyFile)
    const { privateKeyFile: _, ...others } = first.options
    const transport = sshTransport({ ...others, agent: agent.socket })
    running.unshift({ stop: () => transport.close() })
    const passages = await open(transport, 'one')
    const passage = await passages.to('two')
    expect((await passages.exec([...passage.words, 'id -un'])).stdout).toBe('root\n')
  })

  it('there is no way where a host forwards no agent, or is logged in to by a password', async () => {
    const password = 'pass word'
    const { transport } = await between(
      { config: ['AllowAgentForwarding no'] },
      { password, config: ['UsePAM no', 'PubkeyAuthentication no', 'PasswordAuthentication yes'] },
      { password },
    )
    await expect(open(transport, 'from')).rejects.toMatchObject({
      code: 'BERTH_CAPABILITY_MISSING',
      message: expect.stringContaining('its sshd forwards no agent'),
    })
    const passages = await open(transport, 'to')
    await expect(passages.to('to')).rejects.toMatchObject({
      code: 'BERTH_CAPABILITY_MISSING',
      message: expect.stringContaining('a password is given to no other host'),
    })
  })
})

async function open(transport: Transport, host: string): Promise<Passages> {
  const passages = await transport.openPassages?.(host)
  if (passages === undefined) throw new Error('the transport leads nowhere')
  return passages
}

function portIn(words: readonly string[]): number {
  return Number(words[words.indexOf('-p') + 1])
}
