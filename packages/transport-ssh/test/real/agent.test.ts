import { execFileSync } from 'node:child_process'
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type SshTransportOptions, sshTransport } from '@berth/transport-ssh'
import { afterEach, describe, expect, it } from 'vitest'
import { makeTokenKey } from '../token-key.js'
import { startAgent, type TestAgent } from './ssh-agent.js'
import { canRunSshd, makeKey, startSshd, type TestSshd, type TestSshdOptions } from './sshd.js'

const password = 'pass word ü'

describe.runIf(canRunSshd)('login with the keys of ssh-agent to a real sshd', () => {
  let sshd: TestSshd
  let agent: TestAgent
  afterEach(async () => {
    agent.stop()
    await sshd.stop()
  })

  const start = async (options: TestSshdOptions): Promise<void> => {
    sshd = await startSshd({ password, ...options, config: ['UsePAM no', ...(options.config ?? [])] })
    agent = await startAgent(sshd.folder)
  }
  const add = (path: string): void => agent.add(path)
  /** Makes keys that the host does not know, and gives them to the agent. */
  const addOthers = (count: number): void => {
    for (let index = 0; index < count; index += 1) {
      const path = join(sshd.folder, `other-${index}`)
      makeKey(path)
      add(path)
    }
  }
  const login = async (options: Partial<SshTransportOptions>): Promise<string> => {
    const { privateKeyFile: _, ...others } = sshd.options
    const transport = sshTransport({ ...others, agent: agent.socket, ...options })
    try {
      const host = await transport.connect('one')
      return (await host.exec(['whoami'])).stdout
    } finally {
      await transport.close()
    }
  }
  const configFile = (...lines: readonly string[]): Partial<SshTransportOptions> => {
    const path = join(sshd.folder, 'ssh_config')
    writeFileSync(path, `${lines.join('\n')}\n`)
    return { configFiles: [path] }
  }

  it.each([
    ['publickey,password', 'PasswordAuthentication yes'],
    ['password,publickey', 'PasswordAuthentication yes'],
  ])('where one way is not enough: %s', async (methods, allowed) => {
    await start({ config: [`AuthenticationMethods ${methods}`, allowed] })
    add(sshd.options.privateKeyFile)
    addOthers(6)
    expect(await login({ password })).toBe('root\n')
    // The host's first answer, which does not name the password yet, is to a key file.
    expect(await login({ password, privateKeyFile: join(sshd.folder, 'other-0') })).toBe('root\n')
    await expect(login({})).rejects.toMatchObject({ code: 'BERTH_AUTH_FAILED' })
  })

  it('where two keys are wanted', async () => {
    await start({ config: ['AuthenticationMethods publickey,publickey'] })
    const second = join(sshd.folder, 'second')
    makeKey(second)
    appendFileSync(join(sshd.folder, 'authorized_keys'), readFileSync(`${second}.pub`))
    add(second)
    addOthers(1)
    add(sshd.options.privateKeyFile)
    expect(await login({})).toBe('root\n')
  })

  it('leaves tries to the password, however many keys there are', async () => {
    await start({ config: ['PasswordAuthentication yes', 'KbdInteractiveAuthentication yes'] })
    addOthers(8)
    expect(await login({ password })).toBe('root\n')
  })

  it('tries all keys where the host is patient', async () => {
    await start({ config: ['MaxAuthTries 20', 'PasswordAuthentication yes'] })
    addOthers(8)
    add(sshd.options.privateKeyFile)
    expect(await login({ password: 'wrong' })).toBe('root\n')
  })

  it('begins with the keys that the configuration names, so that an impatient host takes one', async () => {
    await start({ config: ['MaxAuthTries 2', 'PasswordAuthentication yes'] })
    addOthers(5)
    add(sshd.options.privateKeyFile)
    expect(await login(configFile(`IdentityFile ${sshd.options.privateKeyFile}.pub`))).toBe('root\n')
    await expect(login({})).rejects.toMatchObject({
      code: 'BERTH_AUTH_FAILED',
      message: expect.stringContaining('after too many tries; tried ssh-agent (2 of 6 keys)'),
    })
  })

  it('by the methods that the configuration prefers, in its order', async () => {
    await start({ config: ['MaxAuthTries 1', 'PasswordAuthentication yes'] })
    addOthers(1)
    const preferred = configFile('PreferredAuthentications password')
    expect(await login({ password, ...preferred })).toBe('root\n')
    await expect(login({ ...preferred })).rejects.toThrow(/has "PreferredAuthentications password"/)
  })

  it.each(['ed25519', 'ecdsa', 'rsa'])('by a key of the type %s', async (type) => {
    await start({})
    const path = join(sshd.folder, `key-${type}`)
    makeKey(path, type)
    writeFileSync(join(sshd.folder, 'authorized_keys'), readFileSync(`${path}.pub`))
    add(path)
    expect(await login({})).toBe('root\n')
  })

  it('goes on with the next key where the agent does not sign', async () => {
    await start({})
    const path = join(sshd.folder, 'asks')
    makeKey(path)
    appendFileSync(join(sshd.folder, 'authorized_keys'), readFileSync(`${path}.pub`))
    agent.add(path, '-c')
    await expect(login({})).rejects.toThrow(/the agent does not sign/)
    add(sshd.options.privateKeyFile)
    expect(await login({})).toBe('root\n')
  })

  it('names keys of tokens and certificates, which it cannot use', async () => {
    await start({})
    const token = join(sshd.folder, 'token')
    makeTokenKey(token)
    add(token)
    await expect(login({})).rejects.toMatchObject({
      code: 'BERTH_AUTH_FAILED',
      host: 'one',
      message: expect.stringMatching(
        /ssh-agent holds "me@token", the key of a FIDO token \(sk-ssh-ed25519@openssh\.com\)/,
      ),
    })
    await expect(login({ agent: null, privateKeyFile: token })).rejects.toThrow(`${token} is the key of a FIDO token`)
    await expect(login({ privateKeyFile: `${token}.pub` })).rejects.toThrow(/FIDO/)
    const authority = join(sshd.folder, 'authority')
    makeKey(authority)
    const signed = join(sshd.folder, 'signed')
    makeKey(signed)
    execFileSync('ssh-keygen', ['-q', '-s', authority, '-I', 'me', `${signed}.pub`])
    add(signed)
    await expect(login({})).rejects.toThrow(/a certificate \(ssh-ed25519-cert-v01@openssh\.com\)/)
    await expect(login({ privateKeyFile: `${signed}-cert.pub` })).rejects.toThrow(/-cert\.pub is a certificate/)
    add(sshd.options.privateKeyFile)
    expect(await login({})).toBe('root\n')
  })
})
