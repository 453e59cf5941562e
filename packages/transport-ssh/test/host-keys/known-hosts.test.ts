import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fingerprint } from '../../src/host-keys/judge-host-key.js'
import { isAbout, knownHostsLine, parseKnownHosts } from '../../src/host-keys/known-hosts.js'
import { knownHostsName } from '../../src/target/known-hosts-name.js'
import { keysIn } from './openssh-keys.js'

let folder: string
let key: (name: string) => Buffer

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'berth-known-'))
  key = keysIn(folder)
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
