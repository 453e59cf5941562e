import { execFileSync, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type SshTransportOptions, sshTransport } from '@berth/transport-ssh'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from '../../../core/test/command/processes.js'
import { canRunSshd, makeKey, startSshd, type TestSshd } from './sshd.js'

describe.runIf(canRunSshd)('login to a real sshd', () => {
  let sshd: TestSshd
  beforeAll(async () => {
    sshd = await startSshd({ password: 'pass word ü', config: ['PasswordAuthentication yes', 'UsePAM no'] })
  })
  afterAll(() => sshd.stop())

  const login = async (options: Partial<SshTransportOptions>): Promise<string> => {
    const { privateKeyFile: _, ...others } = sshd.options
    const transport = sshTransport({ ...others, ...options })
    try {
      const host = await transport.connect('one')
      return (await host.exec(['whoami'])).stdout
    } finally {
      await transport.close()
    }
  }

  it('by password, as text or from a function', async () => {
    expect(await login({ password: 'pass word ü' })).toBe('root\n')
    expect(await login({ password: () => 'pass word ü' })).toBe('root\n')
  })

  it('by password after a key that the host does not know', async () => {
    const other = join(sshd.folder, 'other')
    makeKey(other)
    expect(await login({ privateKeyFile: other, password: 'pass word ü' })).toBe('root\n')
  })

  it('fails with what was tried and for whom, without secrets', async () => {
    const other = join(sshd.folder, 'unknown')
    makeKey(other)
    const error = await login({ privateKeyFile: other, password: 'wrong-secret' }).catch((caught: unknown) => caught)
    expect(error).toMatchObject({ code: 'BERTH_AUTH_FAILED', host: 'one' })
    expect(String(error)).toContain(`root in; tried key ${other}, password`)
    expect(String(error)).not.toContain('wrong-secret')
    await expect(login({})).rejects.toMatchObject({ code: 'BERTH_AUTH_FAILED' })
  })

  it('by an encrypted key with its passphrase; without it, or with a wrong one, says so', async () => {
    const encrypted = join(sshd.folder, 'encrypted')
    execFileSync('cp', [sshd.options.privateKeyFile, encrypted])
    execFileSync('ssh-keygen', ['-q', '-p', '-N', 'open sesame', '-f', encrypted], { stdio: 'ignore' })
    expect(await login({ privateKeyFile: encrypted, passphrase: 'open sesame' })).toBe('root\n')
    await expect(login({ privateKeyFile: encrypted })).rejects.toThrow(/encrypted[\s\S]*ssh-agent/)
    await expect(login({ privateKeyFile: encrypted, passphrase: 'nope' })).rejects.toThrow(
      'does not open with this passphrase',
    )
  })

  it('says when the key file is missing, public, or no key', async () => {
    await expect(login({ privateKeyFile: '/no/such/key' })).rejects.toThrow('/no/such/key cannot be read')
    await expect(login({ privateKeyFile: `${sshd.options.privateKeyFile}.pub` })).rejects.toThrow('public key')
    await expect(login({ privateKeyFile: '/etc/hostname' })).rejects.toMatchObject({ code: 'BERTH_AUTH_FAILED' })
  })

  it('by ssh-agent, and says if there is none', async () => {
    const socket = join(sshd.folder, 'agent')
    const agent = spawn('ssh-agent', ['-D', '-a', socket], { stdio: 'ignore' })
    try {
      await eventually(
        () => existsSync(socket),
        (there) => there,
      )
      execFileSync('ssh-add', ['-q', sshd.options.privateKeyFile], {
        env: { ...process.env, SSH_AUTH_SOCK: socket },
        stdio: 'ignore',
      })
      expect(await login({ agent: socket })).toBe('root\n')
    } finally {
      agent.kill()
    }
    await expect(login({ agent: '/no/such/agent' })).rejects.toThrow(/tried ssh-agent; Failed to connect to agent/)
  })

  it('leaves no session behind, whether it worked or not', async () => {
    await eventually(
      () => sshd.sessions().length,
      (count) => count === 0,
    )
  })
})
