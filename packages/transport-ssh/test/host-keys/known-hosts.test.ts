import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fingerprint, hostKeyAlgorithms, judgeHostKey, judgePresentedKey } from '../../src/host-keys/judge-host-key.js'
import { isAbout, knownHostsLine, knownHostsName, parseKnownHosts } from '../../src/host-keys/known-hosts.js'

let folder: string
const keys = new Map<string, Buffer>()

/** A public key of real OpenSSH; another one for each name. */
function key(name: string): Buffer {
  const known = keys.get(name)
  if (known !== undefined) return known
  const [type = 'ed25519'] = name.split('-')
  const path = join(folder, name)
  const bits = type === 'rsa' ? ['-b', '2048'] : []
  execFileSync('ssh-keygen', ['-q', '-t', type, ...bits, '-N', '', '-f', path])
  const made = Buffer.from(readFileSync(`${path}.pub`, 'utf8').split(' ')[1] ?? '', 'base64')
  keys.set(name, made)
  return made
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'berth-known-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('whom an entry is about', () => {
  it.each([
    ['node1', 'node1', true],
    ['node1', 'node2', false],
    ['node1,10.0.0.1', '10.0.0.1', true],
    ['NODE1', 'node1', true],
    ['node1', '[node1]:2222', false],
    ['[node1]:2222', '[node1]:2222', true],
    ['[node1]:2222', 'node1', false],
    ['node*', 'node17', true],
    ['node?', 'node17', false],
    ['node??', 'node17', true],
    ['*.cluster,!bad.cluster', 'good.cluster', true],
    ['*.cluster,!bad.cluster', 'bad.cluster', false],
    ['!bad.cluster', 'good.cluster', false],
    ['node.1', 'nodex1', false],
    ['[10.0.0.?]:*', '[10.0.0.7]:2224', true],
    ['|2|x|y', 'node1', false],
    ['|1|', 'node1', false],
  ])('%s, asked for %s: %s', (hosts, name, expected) => {
    const [entry] = parseKnownHosts(`${hosts} ssh-ed25519 AAAA`, 'f')
    expect(entry !== undefined && isAbout(entry, name)).toBe(expected)
  })

  it('finds what ssh-keygen has hashed, and only that', () => {
    const path = join(folder, 'hashed')
    writeFileSync(path, `${knownHostsLine('node1', key('ed25519'))}\n${knownHostsLine('[node1]:2222', key('ecdsa'))}\n`)
    execFileSync('ssh-keygen', ['-q', '-H', '-f', path], { stdio: 'ignore' })
    const entries = parseKnownHosts(readFileSync(path, 'utf8'), path)
    expect(entries.map(({ hosts }) => hosts.startsWith('|1|'))).toEqual([true, true])
    expect(entries.map((entry) => isAbout(entry, 'node1'))).toEqual([true, false])
    expect(entries.map((entry) => isAbout(entry, '[node1]:2222'))).toEqual([false, true])
  })
})

describe('a known_hosts file', () => {
  it('is read like OpenSSH reads it', () => {
    const text =
      '# comment\n\n  a ssh-rsa AAAA comment words\r\n@revoked b ssh-rsa BBBB\n@cert-authority *.c ssh-rsa CCCC\n@new d ssh-rsa DDDD\nbroken\ne ssh-rsa\nf\tssh-rsa\tFFFF'
    expect(parseKnownHosts(text, 'f').map(({ line, marker, hosts }) => [line, marker, hosts])).toEqual([
      [3, 'none', 'a'],
      [4, 'revoked', 'b'],
      [5, 'cert-authority', '*.c'],
      [9, 'none', 'f'],
    ])
  })

  it('is written as ssh-keygen finds it', () => {
    const path = join(folder, 'written')
    writeFileSync(path, `${knownHostsLine(knownHostsName('Node1', 2222), key('ed25519'))}\n`)
    const found = execFileSync('ssh-keygen', ['-l', '-F', '[node1]:2222', '-f', path], { encoding: 'utf8' })
    expect(found).toContain(fingerprint(key('ed25519')))
  })

  it('is written with hashed names, if wanted, as ssh-keygen finds them', () => {
    const path = join(folder, 'written-hashed')
    const name = knownHostsName('fe80::1', 2222)
    const [line, other] = [0, 1].map(() => knownHostsLine(name, key('ed25519'), true))
    expect(line).not.toBe(other)
    expect(line).not.toContain('fe80')
    writeFileSync(path, `${line}\n`)
    const found = execFileSync('ssh-keygen', ['-l', '-F', '[fe80::1]:2222', '-f', path], { encoding: 'utf8' })
    expect(found).toContain(fingerprint(key('ed25519')))
  })
})

describe('a key that a host presents', () => {
  const line = (marker: string, hosts: string, name: string): string =>
    `${marker} ${knownHostsLine(hosts, key(name))}`.trim()

  it.each<[string, () => string[], string, string]>([
    ['known', () => [line('', 'n', 'ed25519')], 'ed25519', 'known'],
    [
      'known by one of several of its type',
      () => [line('', 'n', 'ed25519-2'), line('', 'n', 'ed25519')],
      'ed25519',
      'known',
    ],
    ['new', () => [line('', 'other', 'ed25519')], 'ed25519', 'new'],
    ['another one of its type', () => [line('', 'n', 'ed25519-2')], 'ed25519', 'changed'],
    ['of another type than the known one', () => [line('', 'n', 'ecdsa')], 'ed25519', 'changed'],
    ['revoked', () => [line('', 'n', 'ed25519'), line('@revoked', '*', 'ed25519')], 'ed25519', 'revoked'],
    ['not the revoked one', () => [line('', 'n', 'ed25519'), line('@revoked', '*', 'ed25519-2')], 'ed25519', 'known'],
    ['of a host known to an authority only', () => [line('@cert-authority', 'n', 'ed25519-2')], 'ed25519', 'new'],
  ])('%s', (_title, lines, name, verdict) => {
    expect(judgeHostKey(parseKnownHosts(lines().join('\n'), 'f'), 'n', key(name)).verdict).toBe(verdict)
  })

  it('is shown with the entry of its own type, if there is one', () => {
    const entries = parseKnownHosts([line('', 'n', 'ecdsa'), line('', 'n', 'ed25519-2')].join('\n'), 'f')
    expect(judgeHostKey(entries, 'n', key('ed25519'))).toMatchObject({ verdict: 'changed', entry: { line: 2 } })
  })
})

describe('a key that a host presents on another port than the usual one', () => {
  const names = { name: '[n]:2222', withoutPort: 'n' }

  it.each<[string, [string, string, string][], string]>([
    ['is known by the name with its port', [['', '[n]:2222', 'ed25519']], 'known'],
    ['is known by the name without', [['', 'n', 'ed25519']], 'known'],
    ['is new where the name without has another key', [['', 'n', 'ed25519-2']], 'new'],
    [
      'has changed where the name with its port has another key',
      [
        ['', '[n]:2222', 'ed25519-2'],
        ['', 'n', 'ed25519'],
      ],
      'changed',
    ],
    [
      'is revoked by the name without, whatever else is known',
      [
        ['', '[n]:2222', 'ed25519'],
        ['@revoked', 'n', 'ed25519'],
      ],
      'revoked',
    ],
  ])('%s', (_title, lines, verdict) => {
    const text = lines.map(([marker, hosts, name]) => `${marker} ${knownHostsLine(hosts, key(name))}`.trim()).join('\n')
    expect(judgePresentedKey(parseKnownHosts(text, 'f'), names, key('ed25519')).verdict).toBe(verdict)
  })
})

describe('the algorithms asked for', () => {
  it('of a host that is not known by its port begin with the type that it is known by without', () => {
    const names = { name: '[n]:2222', withoutPort: 'n' }
    const lines = [knownHostsLine('n', key('ecdsa'))]
    const first = (): string | undefined => hostKeyAlgorithms(parseKnownHosts(lines.join('\n'), 'f'), names)[0]
    expect(first()).toBe('ecdsa-sha2-nistp256')
    lines.push(knownHostsLine('[n]:2222', key('rsa')))
    expect(first()).toBe('rsa-sha2-512')
  })

  it.each<[string[], string]>([
    [[], 'ssh-ed25519'],
    [['ecdsa'], 'ecdsa-sha2-nistp256'],
    [['rsa'], 'rsa-sha2-512'],
    [['rsa', 'ecdsa'], 'ecdsa-sha2-nistp256'],
  ])('of a host known by %j begin with %s, and leave none out', (known, first) => {
    const entries = parseKnownHosts(known.map((name) => knownHostsLine('n', key(name))).join('\n'), 'f')
    const names = { name: 'n', withoutPort: undefined }
    const algorithms = hostKeyAlgorithms(entries, names)
    expect(algorithms[0]).toBe(first)
    expect([...algorithms].sort()).toEqual([...hostKeyAlgorithms([], names)].sort())
    expect(algorithms).not.toContain('ssh-rsa')
  })
})
