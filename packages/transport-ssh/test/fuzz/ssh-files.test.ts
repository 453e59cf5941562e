import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import ssh2 from 'ssh2'
import { afterAll, describe, expect, it } from 'vitest'
import { damaged } from '../../../testbed/test/fuzz/damage.js'
import { fuzz, fuzzLater } from '../../../testbed/test/fuzz/fuzz.js'
import { growsEvenly } from '../../../testbed/test/fuzz/growth.js'
import { oddJson, oddNumbers, oddText, prototypeNames, textOf } from '../../../testbed/test/fuzz/odd-texts.js'
import { configFilesOf } from '../../src/config-files/config-file.js'
import { expandGlob } from '../../src/config-files/glob.js'
import { readSshConfig } from '../../src/config-files/read-ssh-config.js'
import { parseHashedName } from '../../src/host-keys/hashed-name.js'
import { judgeHostKey } from '../../src/host-keys/judge-host-key.js'
import { isAbout, keyTypeOf, parseKnownHosts } from '../../src/host-keys/known-hosts.js'
import { parseHolder } from '../../src/host-keys/lock-holder.js'
import { agentKey } from '../../src/login/agent/agent-key.js'
import { readIdentities, readSignature } from '../../src/login/agent/messages.js'
import { field } from '../../src/login/fields.js'
import { KeyFile, UnusableKeyError } from '../../src/login/key-file.js'
import { unusableFile } from '../../src/login/key-type.js'
import { readLoginRequest } from '../../src/passages/login-request.js'
import { applySshConfig } from '../../src/ssh-config/apply-ssh-config.js'
import { servicePort } from '../../src/ssh-config/databases/service-port.js'
import { parseSshConfig } from '../../src/ssh-config/parse-ssh-config.js'
import { matchesPatterns } from '../../src/ssh-config/pattern.js'
import { splitLine, splitWords } from '../../src/ssh-config/split-line.js'
import { SshConfigError } from '../../src/ssh-config/ssh-config-error.js'
import { unknownKeywords } from '../../src/ssh-config/unknown-keywords.js'
import { parseJumpHosts } from '../../src/target/jump-hosts.js'
import { routeTo } from '../../src/target/route.js'
import { ed25519Keys } from '../generated-keys.js'

const folder = mkdtempSync(join(tmpdir(), 'berth-fuzz-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const keywords = [
  ...[
    'Host ',
    'Match ',
    'HostName ',
    'Port ',
    'User ',
    'ProxyJump ',
    'ProxyCommand ',
    'IdentityFile ',
    'IdentityAgent ',
  ],
  ...['UserKnownHostsFile ', 'StrictHostKeyChecking ', 'ConnectTimeout ', 'ServerAliveCountMax ', 'HostKeyAlias '],
  ...['PreferredAuthentications ', 'IgnoreUnknown ', 'PubkeyAuthentication ', 'HashKnownHosts ', 'IdentitiesOnly='],
]
const words = [
  '\n',
  ' ',
  '=',
  '"',
  '*',
  '?',
  '!',
  ',',
  'gpu1',
  '%h',
  '%%',
  '%n',
  '${',
  'HOME}',
  '~',
  '~root',
  'none',
  'yes',
  '1m30s',
  'all',
  'final',
  'host ',
  'exec "x"',
  '#',
]
const config = textOf(...keywords, ...words, ...keywords, '\n', ...oddNumbers)

describe('an ssh_config', () => {
  it('leads to a host, or is refused', () => {
    fuzz(fc.oneof(config, oddText), fc.constantFrom('gpu1', 'a.b', '::1', ...prototypeNames), (text, host) => {
      const route = orRefused(() => routeThrough(text, host))
      if (route === null) return
      expect(route.target.port > 0 && route.target.port <= 65_535).toBe(true)
      for (const value of [
        route.target.connectTimeout,
        route.target.keepalive.interval,
        route.target.keepalive.unanswered,
      ])
        expect(Number.isFinite(value)).toBe(true)
    })
  })

  it('is read from files of any bytes', () => {
    const file = join(folder, 'config')
    fuzz(
      fc.oneof(
        fc.uint8Array({ maxLength: 60 }),
        config.map((text) => Buffer.from(`Include ${file}-*\n${text}`)),
      ),
      (bytes) => {
        writeFileSync(file, bytes)
        writeFileSync(`${file}-1`, bytes.subarray(20))
        orRefused(() => readSshConfig(configFilesOf([file], folder), { user: 'ann', home: folder }))
      },
    )
  })

  it('has lines of a keyword and a text', () => {
    const form = /^[ \t\r=]*"?(?<keyword>[^ \t\r\f"=]+)"?(?:[ \t\r]*=)?[ \t\r]*(?<text>.*?)[ \t\r\f]*$/s
    fuzz(textOf(' ', '\t', '\r', '\f', '=', '"', 'Host', '#', 'a b'), (line) => {
      const { keyword, text } = form.exec(line)?.groups ?? {}
      const expected =
        keyword === undefined || keyword.startsWith('#') ? undefined : { keyword: keyword.toLowerCase(), text }
      expect(splitLine(line)).toEqual(expected)
      expect(splitWords(line)?.every((word) => typeof word === 'string') ?? true).toBe(true)
    })
  })

  it('has patterns that mean what they say', () => {
    fuzz(
      textOf('*', '?', 'a', 'b', '!', '.').map((text) => text.slice(0, 12)),
      textOf('a', 'b', '.', '\n').map((text) => text.slice(0, 30)),
      (pattern, text) => {
        const literal = (character: string): string => character.replace(/[\\^$.|+()[\]{}]/, '\\$&')
        const source = [...pattern.replace(/^!/, '').matchAll(/./gs)].map(([one]) =>
          one === '*' ? '.*' : one === '?' ? '.' : literal(one),
        )
        const expected = !pattern.startsWith('!') && new RegExp(`^${source.join('')}$`, 's').test(text)
        expect(matchesPatterns([pattern], text)).toBe(expected)
      },
    )
  })

  it.each<[string, (size: number) => string]>([
    ['settings', (size) => 'IdentityFile a\n'.repeat(size)],
    ['sections', (size) => 'Host gpu*\n  Port 1\n'.repeat(size)],
    ['criteria', (size) => 'Match user x host y\n  Port 1\n'.repeat(size)],
    ['criteria behind settings', (size) => `${'Port 1\n'.repeat(size)}${'Match user x\n'.repeat(size)}`],
    ['patterns', (size) => `Host ${'*a'.repeat(size)}b\n`],
    ['many patterns', (size) => `Host ${'a* '.repeat(size)}\n`],
    ['blanks', (size) => `Host${' '.repeat(size)}x${' '.repeat(size)}y\n`],
    ['blanks after an unknown word', (size) => `X${' \t'.repeat(size)}y\n`],
    ['quotes', (size) => `User ${'"a" '.repeat(size)}\n`],
    ['unknown words', (size) => 'Nonsense x\n'.repeat(size)],
    ['commands', (size) => `ProxyCommand ssh ${'-W a '.repeat(size)}\n`],
    ['commands of another kind', (size) => `ProxyCommand ssh ${'a -W '.repeat(size)}\n`],
    ['commands with blanks', (size) => `ProxyCommand ssh -W${' '.repeat(size)}a${' '.repeat(size)}\n`],
    ['jump hosts', (size) => `ProxyJump ${'a,'.repeat(size)}\n`],
    ['users of jump hosts', (size) => `ProxyJump ${'a@'.repeat(size)}\n`],
    ['times', (size) => `ConnectTimeout ${'1m'.repeat(size)}\n`],
  ])('takes as long as it is: %s', (_, make) => {
    growsEvenly(make, (text) => orRefused(() => routeThrough(text, 'aaaaaaaaaa')), { from: 100, most: 20_000 })
  })

  it('may include more than a call can have arguments', () => {
    const many = Array.from(
      { length: 200_000 },
      (_, index) => ({ kind: 'directive', keyword: 'port', words: ['1'], text: '1', origin: `${index}` }) as const,
    )
    const nodes = parseSshConfig('Include x\n', 'c', () => many)
    expect(applySshConfig(nodes, { host: 'a', user: undefined, localUser: 'ann' }).all('port')).toHaveLength(200_000)
  })

  it('may include files by patterns of whatever form', () => {
    for (const name of ['a.conf', 'b1', 'ünicode', 'constructor']) writeFileSync(join(folder, name), '')
    fuzz(
      textOf('*', '?', '[', ']', '[!a]', '[[:digit:]]', '[[:constructor:]]', '[z-a]', 'a', '.conf', '\\', '-', '^'),
      (pattern) => {
        if (pattern.includes('/') || pattern.includes('\0')) return
        for (const path of expandGlob(`${folder}/${pattern}`)) expect(path.startsWith('/')).toBe(true)
      },
    )
    expect(expandGlob(`${folder}/[[:constructor:]]`)).toEqual([])
    growsEvenly((size) => `${folder}/${'*a'.repeat(size)}b`, expandGlob, { from: 100, most: 20_000 })
  })
})

describe('the way to a host', () => {
  it('is jump hosts, or refused', () => {
    fuzz(
      fc.oneof(textOf('a', 'user@', '@', ':', '22', '70000', '[::1]', '[', ']', ',', 'ssh://', '/', 'none'), oddText),
      (text) => {
        for (const { host, port } of orRefused(() => parseJumpHosts(text, 'x')) ?? []) {
          expect(host).not.toBe('')
          expect((port ?? 1) > 0 && (port ?? 1) <= 65_535).toBe(true)
        }
      },
    )
    fuzz(oddText, (text) => {
      expect(typeof (servicePort(text) ?? 0)).toBe('number')
    })
  })
})

describe('known_hosts', () => {
  const key = 'AAAAC3NzaC1lZDI1NTE5AAAAIJ+8C8vPRbTqOHQT5dZfDOzv1cAoLHd5vzaqVLz3bJ5m'
  const hashed = '|1|F1E1KeoE/eEWhi10WpGv4OdiO6Y=|3988QV0VE8wmZL7suNrYQLITLCg='
  const whole = `gpu1,[gpu2]:2222 ssh-ed25519 ${key}\n@revoked * ssh-rsa AAAA\n${hashed} ssh-ed25519 ${key}\n`

  it('says of no host that it is known by another key than was there', () => {
    const blob = Buffer.from(key, 'base64')
    const other = Buffer.concat([blob.subarray(0, -1), Buffer.of(0)])
    fuzz(damaged([whole]), ({ damaged: text, how }) => {
      const { verdict } = judgeHostKey(parseKnownHosts(text, 'k'), 'gpu1', other)
      if (!how.startsWith('flip')) expect(verdict).not.toBe('known')
    })
  })

  it('may be any text', () => {
    fuzz(
      fc.oneof(
        textOf(
          '|1|',
          '|',
          hashed,
          '@revoked ',
          '@constructor ',
          '@cert-authority ',
          '*',
          '!',
          ',',
          ' ssh-ed25519 ',
          key,
          '\n',
          '#',
        ),
        oddText,
      ),
      oddText,
      (text, name) => {
        for (const entry of parseKnownHosts(text, 'k')) {
          expect(typeof isAbout(entry, name)).toBe('boolean')
          expect(typeof keyTypeOf(Buffer.from(entry.key, 'base64'))).toBe('string')
          parseHashedName(entry.hosts)
        }
      },
    )
  })

  it.each<[string, (size: number) => string]>([
    ['lines', (size) => `gpu1 ssh-ed25519 ${key}\n`.repeat(size)],
    ['names', (size) => `${'a,'.repeat(size)} ssh-ed25519 ${key}\n`],
    ['stars', (size) => `${'*a'.repeat(size)}b ssh-ed25519 ${key}\n`],
    ['blanks', (size) => `a${' '.repeat(size)}ssh-ed25519${'\t'.repeat(size)}${key}\n`],
    ['bars', (size) => `${'|1'.repeat(size)} ssh-ed25519 ${key}\n`],
    ['a line without an end', (size) => `a ssh-ed25519 ${'A'.repeat(size)}`],
  ])('takes as long as it is: %s', (_, make) => {
    growsEvenly(
      make,
      (text) => parseKnownHosts(text, 'k').map((entry) => [isAbout(entry, 'aaaaaaaaaa'), parseHashedName(entry.hosts)]),
      { from: 100, most: 20_000 },
    )
  })

  it('has a lock of a process that can be, or of none', () => {
    fuzz(
      fc.oneof(
        oddJson.map((value) => JSON.stringify(value)),
        oddText,
      ),
      (text) => {
        expect(parseHolder(text)).toBeUndefined()
      },
    )
    const holder = { token: 'a', machine: 'm', pidNamespace: '', processStart: '' }
    for (const pid of [-1, 0, 1.5, 1e300, null, '7'])
      expect(parseHolder(JSON.stringify({ ...holder, pid }))).toBeUndefined()
    expect(parseHolder(JSON.stringify({ ...holder, pid: 7 }))).toBeDefined()
  })
})

describe('keys', () => {
  const { private: privateKey, public: publicKey } = ed25519Keys()

  it('of a file are a key, or unusable', async () => {
    const path = join(folder, 'key')
    const pieces = textOf(
      '-----BEGIN OPENSSH PRIVATE KEY-----\n',
      '-----BEGIN RSA PRIVATE KEY-----\n',
      'Proc-Type: 4,ENCRYPTED\n',
      'DEK-Info: AES-128-CBC,00\n\n',
      '-----END OPENSSH PRIVATE KEY-----\n',
      '-----END RSA PRIVATE KEY-----\n',
      'AAAA',
      'b3BlbnNzaC1rZXktdjEA',
      '\n',
      'ssh-rsa AAAA',
      'PuTTY-User-Key-File-2: ssh-rsa\n',
    )
    const texts = fc.oneof(
      damaged([privateKey, publicKey]).map(({ damaged: text }) => text),
      pieces,
      oddText,
    )
    await fuzzLater(texts, fc.constantFrom(undefined, 'secret'), async (text, passphrase) => {
      writeFileSync(path, text, { mode: 0o600 })
      const read = await new KeyFile(path, passphrase).read().catch((error: unknown) => error)
      if (read instanceof Error) expect(read).toBeInstanceOf(UnusableKeyError)
      expect(typeof (unusableFile(Buffer.from(text)) ?? '')).toBe('string')
    })
    for (const piece of ['-----BEGIN OPENSSH PRIVATE KEY-----', '-----BEGIN ', 'ssh-rsa AAA', 'x AAAA\n'])
      growsEvenly((size) => Buffer.from(piece.repeat(size)), unusableFile, { from: 100, most: 20_000 })
  })

  it('of an agent are keys, or an error', () => {
    const blob = ssh2.utils.parseKey(publicKey) as ssh2.ParsedKey
    const identities = Buffer.concat([
      Buffer.of(12, 0, 0, 0, 2),
      field(blob.getPublicSSH()),
      field(Buffer.from('a')),
      field(Buffer.of(1)),
      field(Buffer.from('b')),
    ])
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 40 }).map((some) => Buffer.from(some)),
      fc
        .tuple(fc.nat(identities.length - 1), fc.nat(255))
        .map(([at, byte]) => Buffer.concat([identities.subarray(0, at), Buffer.of(byte), identities.subarray(at + 1)])),
      fc.nat(identities.length).map((end) => identities.subarray(0, end)),
    )
    const signal = new AbortController().signal
    fuzz(bytes, (answer) => {
      for (const read of [readIdentities, readSignature]) {
        try {
          const found = read(answer)
          if (Array.isArray(found)) for (const identity of found) agentKey('/agent', identity, signal)
        } catch (error) {
          expect(error).toMatchObject({ message: expect.stringMatching(/ends too soon|tells no keys|does not sign/) })
        }
      }
    })
  })
})

describe('what an agent is asked to sign', () => {
  it('is read as a login, or is none', () => {
    const words = ['me', 'ssh-connection', 'publickey-hostbound-v00@openssh.com']
    const login = Buffer.concat([
      ...[field(Buffer.from('session')), Buffer.of(50), ...words.map((word) => field(Buffer.from(word)))],
      ...[Buffer.of(1), field(Buffer.from('ssh-ed25519')), field(Buffer.from('key')), field(Buffer.from('host'))],
    ])
    const message = Buffer.concat([Buffer.of(13), field(Buffer.from('key')), field(login), Buffer.alloc(4)])
    expect(readLoginRequest(message)).toMatchObject({ username: 'me', algorithm: 'ssh-ed25519' })
    const bytes = fc.oneof(
      fc.uint8Array(),
      damaged([message.toString('latin1')]).map((text) => Buffer.from(text.damaged, 'latin1')),
    )
    fuzz(bytes, (asked) => {
      const found = readLoginRequest(Buffer.from(asked))
      if (found !== undefined) expect(Buffer.from(asked).includes(found.hostKey)).toBe(true)
    })
  })
})

function routeThrough(text: string, host: string) {
  const nodes = parseSshConfig(text, 'c', () => [])
  unknownKeywords(nodes)
  return routeTo(host, {
    options: {},
    nodes,
    localUser: 'ann',
    home: '/home/ann',
    agent: undefined,
    remark: () => undefined,
  })
}

/** What it gives; null where it refuses. Whatever else it throws is a fault. */
function orRefused<Value>(work: () => Value): Value | null {
  try {
    return work()
  } catch (error) {
    if (error instanceof SshConfigError) return null
    throw error
  }
}
