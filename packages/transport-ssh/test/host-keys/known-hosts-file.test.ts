import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { knownHostsLine } from '../../src/host-keys/known-hosts.js'
import { KnownHostsFile } from '../../src/host-keys/known-hosts-file.js'
import { Turn } from '../../src/host-keys/turn.js'

let folder: string
let path: string
const unwritable: unknown[] = []
const open = (at = path): KnownHostsFile => new KnownHostsFile(at, new Turn(), (error) => unwritable.push(error))
const key = (text: string): Buffer => Buffer.concat([Buffer.from([0, 0, 0, 11]), Buffer.from(`ssh-ed25519${text}`)])

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'berth-known-'))
  path = join(folder, '.ssh', 'known_hosts')
  unwritable.length = 0
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('a new key', () => {
  it('is written to a file and folder that are made for their owner only', async () => {
    await open().accept({ name: 'n', key: key('1'), hashed: false })
    expect(readFileSync(path, 'utf8')).toBe(`${knownHostsLine('n', key('1'))}\n`)
    expect([statSync(path).mode & 0o777, statSync(join(folder, '.ssh')).mode & 0o777]).toEqual([0o600, 0o700])
    expect(readdirSync(join(folder, '.ssh'))).toEqual(['known_hosts'])
  })

  it('follows a last line without an end, and leaves the mode of the file', async () => {
    mkdirSync(join(folder, '.ssh'))
    writeFileSync(path, 'a ssh-rsa AAAA', { mode: 0o644 })
    await open().accept({ name: 'n', key: key('1'), hashed: false })
    expect(readFileSync(path, 'utf8')).toBe(`a ssh-rsa AAAA\n${knownHostsLine('n', key('1'))}\n`)
    expect(statSync(path).mode & 0o777).toBe(0o644)
  })

  it('is written once, by however many at once', async () => {
    const files = Array.from({ length: 8 }, () => open())
    await Promise.all(
      files.flatMap((file) => ['a', 'b', 'c'].map((name) => file.accept({ name, key: key(name), hashed: false }))),
    )
    expect(readFileSync(path, 'utf8').trim().split('\n').sort()).toEqual(
      ['a', 'b', 'c'].map((name) => knownHostsLine(name, key(name))),
    )
  })

  it('is refused if another one comes with it, for the same host', async () => {
    const file = open()
    const verdicts = await Promise.all(
      ['0', '1', '2'].map((text) => file.accept({ name: 'n', key: key(text), hashed: false })),
    )
    expect(verdicts.map(({ verdict }) => verdict)).toEqual(['known', 'changed', 'changed'])
    expect(readFileSync(path, 'utf8')).toBe(`${knownHostsLine('n', key('0'))}\n`)
  })

  it('is refused if another one was written meanwhile', async () => {
    await open().accept({ name: 'n', key: key('1'), hashed: false })
    expect(await open().accept({ name: 'n', key: key('2'), hashed: false })).toMatchObject({ verdict: 'changed' })
  })

  it('holds for the run, with a warning, if it cannot be written', async () => {
    const file = open('/proc/none/known_hosts')
    expect(await file.accept({ name: 'm', key: key('1'), hashed: false })).toMatchObject({ verdict: 'known' })
    expect(await file.accept({ name: 'n', key: key('1'), hashed: false })).toMatchObject({ verdict: 'known' })
    expect(unwritable).toHaveLength(1)
    expect(await file.accept({ name: 'n', key: key('2'), hashed: false })).toMatchObject({ verdict: 'changed' })
  })
})

describe('a file that others write to', () => {
  const linesOf = async (file: KnownHostsFile): Promise<(string | number)[]> =>
    (await Promise.all(['a', 'b'].map((name) => file.about(name)))).flat().flatMap(({ hosts, line }) => [hosts, line])

  it.each([
    ['has more lines', 'a k A\n\n', 'a k A\n\nb k B\n', ['a', 1, 'b', 3]],
    ['has a longer last line', 'a k A', 'a k Ab\nb k B', ['a', 1, 'b', 2]],
    ['has other lines', '\na k A\n', 'b k B\na k A\n', ['a', 2, 'b', 1]],
    ['is empty', 'a k A\n', '', []],
  ])('is read anew when it %s', async (_title, before, after, expected) => {
    mkdirSync(join(folder, '.ssh'))
    const file = open()
    writeFileSync(path, before)
    await file.about('a')
    writeFileSync(path, after)
    expect(await linesOf(file)).toEqual(expected)
  })
})

it('holds for the run and is written nowhere if the file is /dev/null', async () => {
  const file = open('/dev/null')
  expect(await file.accept({ name: 'n', key: key('1'), hashed: false })).toMatchObject({ verdict: 'known' })
  expect(await file.accept({ name: 'n', key: key('2'), hashed: false })).toMatchObject({ verdict: 'changed' })
  expect([unwritable, existsSync('/dev/null.berth-lock')]).toEqual([[], false])
})
