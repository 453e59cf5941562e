import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sshTransport } from '@berth/transport-ssh'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { canRunSshd, makeKey, startSshd, type TestSshd } from './sshd.js'

describe.runIf(canRunSshd)('host keys of a real sshd', () => {
  let sshd: TestSshd
  beforeEach(async () => {
    sshd = await startSshd({ hostKeyTypes: ['ed25519', 'ecdsa', 'rsa'] })
  })
  afterEach(() => sshd.stop())

  const name = (): string => `[127.0.0.1]:${sshd.port}`
  const lineOf = (type: string): string =>
    `${name()} ${readFileSync(join(sshd.folder, `host_${type}.pub`), 'utf8').trim()}\n`
  const fingerprintOf = (type: string): string =>
    execFileSync('ssh-keygen', ['-l', '-f', join(sshd.folder, `host_${type}.pub`)], { encoding: 'utf8' }).split(
      ' ',
    )[1] ?? ''
  const connect = async (): Promise<void> => {
    const transport = sshTransport(sshd.options)
    try {
      await transport.connect('one')
    } finally {
      await transport.close()
    }
  }

  it('are written down when new, once, by two transports at once, as OpenSSH finds them', async () => {
    await Promise.all([connect(), connect()])
    await connect()
    const known = readFileSync(sshd.options.knownHostsFile, 'utf8')
    expect(known.trim().split('\n')).toHaveLength(1)
    expect(
      execFileSync('ssh-keygen', ['-F', name(), '-f', sshd.options.knownHostsFile], { encoding: 'utf8' }),
    ).toContain('ssh-ed25519')
  })

  it.each(['ed25519', 'ecdsa', 'rsa'])('are asked for by the type that is known: %s, hashed', async (type) => {
    writeFileSync(sshd.options.knownHostsFile, lineOf(type))
    execFileSync('ssh-keygen', ['-q', '-H', '-f', sshd.options.knownHostsFile], { stdio: 'ignore' })
    const before = readFileSync(sshd.options.knownHostsFile, 'utf8')
    await connect()
    expect(readFileSync(sshd.options.knownHostsFile, 'utf8')).toBe(before)
  })

  it('that have changed are refused, with both fingerprints and the line', async () => {
    const old = join(sshd.folder, 'old')
    makeKey(old)
    writeFileSync(sshd.options.knownHostsFile, `# first\n${name()} ${readFileSync(`${old}.pub`, 'utf8')}`)
    const failing = connect()
    await expect(failing).rejects.toMatchObject({ code: 'BERTH_HOST_KEY', host: 'one', retryable: false })
    await expect(failing).rejects.toThrow(fingerprintOf('ed25519'))
    await expect(failing).rejects.toThrow(`${sshd.options.knownHostsFile}:2`)
    await expect(failing).rejects.toThrow(/known by ssh-ed25519 SHA256:/)
  })

  it('of another type than the known one are refused, not added', async () => {
    await sshd.stop()
    const folder = sshd.folder
    sshd = await startSshd({ hostKeyTypes: ['ed25519'] })
    expect(existsSync(folder)).toBe(false)
    makeKey(join(sshd.folder, 'host_ecdsa'), 'ecdsa')
    writeFileSync(sshd.options.knownHostsFile, lineOf('ecdsa'))
    await expect(connect()).rejects.toMatchObject({ code: 'BERTH_HOST_KEY' })
    expect(readFileSync(sshd.options.knownHostsFile, 'utf8')).toBe(lineOf('ecdsa'))
  })

  it('that are revoked are refused', async () => {
    writeFileSync(sshd.options.knownHostsFile, lineOf('ed25519') + lineOf('ed25519').replace(/^/, '@revoked '))
    await expect(connect()).rejects.toThrow('revoked')
  })

  it('need a known_hosts file that can be read', async () => {
    rmSync(sshd.options.knownHostsFile, { force: true })
    const transport = sshTransport({ ...sshd.options, knownHostsFile: sshd.folder })
    await expect(transport.connect('one')).rejects.toMatchObject({ code: 'BERTH_HOST_KEY' })
    await transport.close()
  })
})
