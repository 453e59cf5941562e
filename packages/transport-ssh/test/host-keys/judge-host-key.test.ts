import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hostKeyAlgorithms, judgeHostKey, judgePresentedKey } from '../../src/host-keys/judge-host-key.js'
import { knownHostsLine, parseKnownHosts } from '../../src/host-keys/known-hosts.js'
import { keysIn } from './openssh-keys.js'

let folder: string
let key: (name: string) => Buffer

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'berth-known-'))
  key = keysIn(folder)
})
afterAll(() => rmSync(folder, { recursive: true }))

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
