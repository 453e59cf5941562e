import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type SshTarget, type SshTransportOptions, sshTransport } from '@berth/transport-ssh'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { canRunSshd, makeKey, startSshd, type TestSshd } from './sshd.js'

describe.runIf(canRunSshd)('host keys of a real sshd', () => {
  let sshd: TestSshd
  beforeAll(async () => {
    sshd = await startSshd({ hostKeyTypes: ['ed25519', 'ecdsa', 'rsa'] })
  })
  afterAll(() => sshd.stop())
  beforeEach(() => rmSync(sshd.options.knownHostsFile, { force: true }))

  const name = (): string => `[127.0.0.1]:${sshd.port}`
  const lineOf = (type: string): string =>
    `${name()} ${readFileSync(join(sshd.folder, `host_${type}.pub`), 'utf8').trim()}\n`
  const fingerprintOf = (type: string): string =>
    execFileSync('ssh-keygen', ['-l', '-f', join(sshd.folder, `host_${type}.pub`)], { encoding: 'utf8' }).split(
      ' ',
    )[1] ?? ''
  const connect = async (options: Partial<SshTransportOptions> = {}): Promise<void> => {
    const transport = sshTransport({ ...sshd.options, ...options })
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
    const other = join(sshd.folder, 'other-ecdsa')
    makeKey(other, 'ecdsa')
    const only = await startSshd({ hostKeyTypes: ['ed25519'] })
    const line = `[127.0.0.1]:${only.port} ${readFileSync(`${other}.pub`, 'utf8')}`
    writeFileSync(only.options.knownHostsFile, line)
    await expect(connect(only.options)).rejects.toMatchObject({ code: 'BERTH_HOST_KEY' })
    expect(readFileSync(only.options.knownHostsFile, 'utf8')).toBe(line)
    await only.stop()
  })

  it('that are revoked are refused', async () => {
    writeFileSync(sshd.options.knownHostsFile, lineOf('ed25519') + lineOf('ed25519').replace(/^/, '@revoked '))
    await expect(connect()).rejects.toThrow('revoked')
  })

  it('need a known_hosts file that can be read', async () => {
    await expect(connect({ knownHostsFile: sshd.folder })).rejects.toMatchObject({ code: 'BERTH_HOST_KEY' })
  })

  it('that are new are refused under the policy strict, with fingerprint and file', async () => {
    const failing = connect({ hostKeyPolicy: 'strict' })
    await expect(failing).rejects.toMatchObject({ code: 'BERTH_HOST_KEY', host: 'one' })
    await expect(failing).rejects.toThrow(
      `${fingerprintOf('ed25519')}, and is not known in ${sshd.options.knownHostsFile}`,
    )
    expect(existsSync(sshd.options.knownHostsFile)).toBe(false)
    writeFileSync(sshd.options.knownHostsFile, lineOf('rsa'))
    await connect({ hostKeyPolicy: 'strict' })
  })

  it('that are new are taken and written nowhere under the policy off, and changed ones are refused all the same', async () => {
    await connect({ hostKeyPolicy: 'off' })
    expect(existsSync(sshd.options.knownHostsFile)).toBe(false)
    const other = join(sshd.folder, 'other')
    makeKey(other)
    writeFileSync(sshd.options.knownHostsFile, `${name()} ${readFileSync(`${other}.pub`, 'utf8')}`)
    await expect(connect({ hostKeyPolicy: 'off' })).rejects.toThrow('but is known by')
  })

  it('are looked for in all files that the configuration names, and written to the first', async () => {
    const [first, second, config] = ['first', 'second', 'config'].map((file) => join(sshd.folder, file))
    const { knownHostsFile: _, ...options } = sshd.options
    const hosts = (): SshTarget => ({ address: '127.0.0.1', port: sshd.port })
    const using = async (text: string): Promise<void> => {
      writeFileSync(config ?? '', text)
      const transport = sshTransport({ ...options, hosts, configFiles: [config ?? ''] })
      await transport.connect('one').finally(() => transport.close())
    }
    await using(`UserKnownHostsFile ${first}\nGlobalKnownHostsFile none\nHashKnownHosts yes\n`)
    expect(readFileSync(first ?? '', 'utf8')).toMatch(/^\|1\|\S+ ssh-ed25519 \S+\n$/)
    await using(`UserKnownHostsFile ${second} ${first}\nGlobalKnownHostsFile none\nStrictHostKeyChecking yes\n`)
    await using(`UserKnownHostsFile ${second}\nGlobalKnownHostsFile ${first}\nHostKeyAlias Lab\n`)
    expect(readFileSync(second ?? '', 'utf8')).toMatch(/^lab ssh-ed25519 /)
  })

  /** The outcome of a connection and the known_hosts file after it: by ssh itself, and by Berth. */
  const bySsh = (policy: 'strict' | 'accept-new', known: string): readonly [boolean, string] => {
    const { knownHostsFile, privateKeyFile } = sshd.options
    writeFileSync(knownHostsFile, known)
    const settings = {
      BatchMode: 'yes',
      StrictHostKeyChecking: policy === 'strict' ? 'yes' : policy,
      UserKnownHostsFile: knownHostsFile,
      GlobalKnownHostsFile: 'none',
      IdentitiesOnly: 'yes',
    }
    const options = Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`])
    const words = ['-F', 'none', ...options, '-i', privateKeyFile, '-p', String(sshd.port), 'root@127.0.0.1', 'true']
    const { status } = spawnSync('ssh', words, { stdio: 'ignore', env: { ...process.env, SSH_AUTH_SOCK: '' } })
    return [status === 0, readFileSync(knownHostsFile, 'utf8')]
  }
  const byBerth = async (policy: 'strict' | 'accept-new', known: string): Promise<readonly [boolean, string]> => {
    writeFileSync(sshd.options.knownHostsFile, known)
    const connected = await connect({ hostKeyPolicy: policy }).then(
      () => true,
      (error) => {
        expect(error).toMatchObject({ code: 'BERTH_HOST_KEY' })
        return false
      },
    )
    return [connected, readFileSync(sshd.options.knownHostsFile, 'utf8')]
  }

  describe('that are asked for on another port than the usual one', () => {
    const withoutPort = (line: string): string => line.replace(name(), '127.0.0.1')
    const anotherKey = (): string => {
      const path = join(sshd.folder, 'another')
      if (!existsSync(path)) makeKey(path)
      return `${name()} ${readFileSync(`${path}.pub`, 'utf8').trim()}\n`
    }
    const known: Readonly<Record<string, () => string>> = {
      'are known without the port': () => withoutPort(lineOf('ed25519')),
      'are known without the port, among others': () => withoutPort(anotherKey() + lineOf('ed25519')),
      'are other ones without the port': () => withoutPort(anotherKey()),
      'are other ones with the port, and known without': () => anotherKey() + withoutPort(lineOf('ed25519')),
      'are known with the port, and other ones without': () => lineOf('ed25519') + withoutPort(anotherKey()),
    }
    const policies = ['strict', 'accept-new'] as const

    it.each(
      Object.entries(known).flatMap(([title, lines]) => policies.map((policy) => [title, policy, lines] as const)),
    )('%s: are taken, refused and written down as ssh does under the policy %s', async (_title, policy, lines) => {
      expect(await byBerth(policy, lines())).toEqual(bySsh(policy, lines()))
    })

    it('are asked for by the type that is known without the port, and not trusted a second time', async () => {
      expect(await byBerth('strict', withoutPort(lineOf('ecdsa')))).toEqual([true, withoutPort(lineOf('ecdsa'))])
    })
  })

  it('of an IPv6 address are known by it in brackets', async () => {
    const other = await startSshd({ address: '::1' })
    await connect(other.options)
    expect(readFileSync(other.options.knownHostsFile, 'utf8')).toMatch(`[::1]:${other.port} ssh-ed25519 `)
    await connect({ ...other.options, hostKeyPolicy: 'strict' })
    await other.stop()
  })
})

describe.runIf(canRunSshd)('a real sshd with a host certificate', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'berth-authority-'))
    makeKey(join(folder, 'authority'))
    makeKey(join(folder, 'host_ed25519'))
    const signing = ['-s', join(folder, 'authority'), '-I', 'lab', '-h', join(folder, 'host_ed25519.pub')]
    execFileSync('ssh-keygen', ['-q', ...signing])
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  const connect = async (config: readonly string[], options: Partial<SshTransportOptions> = {}): Promise<string[]> => {
    const certificate = `HostCertificate ${join(folder, 'host_ed25519-cert.pub')}`
    const sshd = await startSshd({ folder, config: [certificate, ...config] })
    const authority = readFileSync(join(folder, 'authority.pub'), 'utf8')
    writeFileSync(sshd.options.knownHostsFile, `@cert-authority [127.0.0.1]:${sshd.port} ${authority}`)
    const warnings: string[] = []
    const transport = sshTransport({ ...sshd.options, ...options, onWarning: (text) => warnings.push(text) })
    try {
      await transport.connect('one')
      return warnings
    } finally {
      await transport.close()
      await sshd.stop()
    }
  }

  it('and no plain key to check is told apart from one whose key has changed', async () => {
    const failing = connect(['HostKeyAlgorithms ssh-ed25519-cert-v01@openssh.com'])
    await expect(failing).rejects.toMatchObject({ code: 'BERTH_HOST_KEY', remedy: expect.stringContaining('plain') })
    await expect(failing).rejects.toThrow(/known_hosts:1\); certificates of hosts are not supported/)
  })

  it('is taken by its plain key, with a warning, but not under the policy strict', async () => {
    expect(await connect([])).toEqual([
      expect.stringMatching(/plain key was taken as new.*known_hosts:1 are not supported/),
    ])
    await expect(connect([], { hostKeyPolicy: 'strict' })).rejects.toThrow(
      /known_hosts:1 may vouch for it, but certificates of hosts are not supported/,
    )
  })
})
