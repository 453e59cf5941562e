import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { type SshTransportOptions, sshTransport } from '@berth/transport-ssh'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { eventually } from '../../../core/test/command/processes.js'
import { startAgent, type TestAgent } from './ssh-agent.js'
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

  describe('with ssh-agent', () => {
    let agent: TestAgent
    beforeEach(async () => {
      agent = await startAgent(sshd.folder)
    })
    afterEach(() => agent.stop())

    const add = (path: string): void => agent.add(path)

    it('works with no key file', async () => {
      add(sshd.options.privateKeyFile)
      expect(await login({ agent: agent.socket, privateKeyFile: '/no/such/key' })).toBe('root\n')
      expect(await login({ agent: agent.socket })).toBe('root\n')
    })

    it('works for a key file that is encrypted, whose key it holds', async () => {
      const encrypted = join(sshd.folder, 'held')
      execFileSync('cp', [sshd.options.privateKeyFile, encrypted])
      execFileSync('ssh-keygen', ['-q', '-p', '-N', 'open sesame', '-f', encrypted], { stdio: 'ignore' })
      await expect(login({ agent: agent.socket, privateKeyFile: encrypted })).rejects.toThrow(
        /tried ssh-agent; the key file .* is encrypted and no passphrase was given; ssh-agent holds no key/,
      )
      add(sshd.options.privateKeyFile)
      expect(await login({ agent: agent.socket, privateKeyFile: encrypted })).toBe('root\n')
    })

    it('is not worn out by keys that it holds besides the named one', async () => {
      for (let index = 0; index < 7; index += 1) {
        const other = join(sshd.folder, `${basename(dirname(agent.socket))}-${index}`)
        makeKey(other)
        add(other)
      }
      add(sshd.options.privateKeyFile)
      await expect(login({ agent: agent.socket })).rejects.toMatchObject({
        code: 'BERTH_AUTH_FAILED',
        message: expect.stringContaining('after too many tries; tried ssh-agent'),
        remedy: expect.stringContaining('IdentitiesOnly'),
      })
      const config = join(sshd.folder, 'ssh_config')
      const identity = `IdentityFile ${sshd.options.privateKeyFile}.pub\n`
      for (const text of [identity, `${identity}IdentitiesOnly yes\n`]) {
        writeFileSync(config, text)
        expect(await login({ agent: agent.socket, configFiles: [config] })).toBe('root\n')
      }
      execFileSync('ssh-add', ['-q', '-d', sshd.options.privateKeyFile], {
        env: { ...process.env, SSH_AUTH_SOCK: agent.socket },
        stdio: 'ignore',
      })
      await expect(login({ agent: agent.socket, configFiles: [config] })).rejects.toThrow(
        'ssh-agent holds none of the keys that IdentityFile names',
      )
    })
  })

  it('says if there is no ssh-agent where one should be', async () => {
    await expect(login({ agent: '/no/such/agent' })).rejects.toThrow(/tried ssh-agent; .*Failed to connect to agent/)
  })

  it('leaves no session behind, whether it worked or not', async () => {
    await eventually(
      () => sshd.sessions().length,
      (count) => count === 0,
    )
  })
})

describe.runIf(canRunSshd)('login to a real sshd that asks questions', () => {
  it('gives the password to the question for it', async () => {
    const pam = ['auth required pam_unix.so', 'account required pam_permit.so', 'session required pam_permit.so']
    const sshd = await startSshd({
      password: 'pass word ü',
      pam,
      config: [
        'UsePAM yes',
        'PasswordAuthentication no',
        'KbdInteractiveAuthentication yes',
        'PubkeyAuthentication no',
      ],
    })
    const connect = async (password: string): Promise<void> => {
      const transport = sshTransport({ ...sshd.options, password })
      try {
        await transport.connect('one')
      } finally {
        await transport.close()
      }
    }
    try {
      await connect('pass word ü')
      await expect(connect('wrong-secret')).rejects.toThrow(
        /tried key .*keyboard-interactive; it takes keyboard-interactive/,
      )
    } finally {
      await sshd.stop()
    }
  })
})
