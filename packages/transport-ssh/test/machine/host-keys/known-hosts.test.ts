import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { testWith } from '../../../../testbed/test/tiers/test-with.js'
import { fingerprint } from '../../../src/host-keys/judge-host-key.js'
import { isAbout, knownHostsLine, parseKnownHosts } from '../../../src/host-keys/known-hosts.js'
import { KnownHostsFile } from '../../../src/host-keys/known-hosts-file.js'
import { Turn } from '../../../src/host-keys/turn.js'
import { knownHostsName } from '../../../src/target/known-hosts-name.js'
import { keysIn } from './openssh-keys.js'

const it = testWith('ssh-keygen')

let folder: string
let key: (name: string) => Buffer

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'berth-known-'))
  key = keysIn(folder)
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('whom an entry is about', () => {
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
  it('that is a named pipe is an error, and is not waited for', async () => {
    const path = join(folder, 'pipe')
    execFileSync('mkfifo', [path])
    const file = new KnownHostsFile(path, new Turn(), () => undefined)
    await expect(file.about('node1')).rejects.toThrow(`${path} is a named pipe, not a file`)
  })

  it('that is a device has no keys, and is not read to an end that never comes', async () => {
    const file = new KnownHostsFile('/dev/zero', new Turn(), () => undefined)
    expect(await file.about('node1')).toEqual([])
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
