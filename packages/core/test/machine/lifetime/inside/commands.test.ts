import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { programs } from '../../../../src/command/programs.generated.js'
import {
  type Claimant,
  claimCommand,
  commitCommand,
  sealCommand,
  unclaimCommand,
} from '../../../../src/lifetime/inside/commands.js'
import { type InsideFacts, parseInside } from '../../../../src/lifetime/inside/inside.js'
import { insideCommand } from '../../../../src/program/index.js'
import { everyShell } from '../../program/every-shell.js'

let folder: string

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'berth-inside-')), 'berth')
})

afterEach(() => rmSync(join(folder, '..'), { recursive: true }))

const process = (id: string): Claimant => ({
  id,
  run: `run-${id}`,
  owner: { user: 'ann b', machine: 'desk/1', pidNamespace: 'pid:[1]', pid: 7, processStart: 'boot 7' },
})
const [a, b] = [process('a'), process('b')]

everyShell(programs, ['lifetime/commit', 'lifetime/claim', 'lifetime/seal'], ({ container }) => {
  const run = async (command: readonly string[]): Promise<{ code: number | null; out: string }> => {
    const { exitCode, stdout } = await container.exec(command)
    return { code: exitCode, out: stdout }
  }
  const claim = (by: Claimant, launch = 'l1') => run(claimCommand(launch, by, folder))
  const seal = (
    by: Claimant,
    why: Parameters<typeof sealCommand>[2] = 'undo',
    known: readonly string[] = [],
    launch = 'l1',
  ) => run(sealCommand(launch, by, why, known, folder))
  const facts = async (launch = 'l1'): Promise<InsideFacts> => {
    const inside = parseInside({ text: (await run(insideCommand(folder))).out }, launch)
    return 'unreadable' in inside ? expect.fail(inside.unreadable) : inside
  }
  const claimed = { code: 0, out: 'claimed\n' }

  test('a commit is of its launch alone, and replaces that of another', async () => {
    expect((await facts()).committed).toBe(false)
    expect(await run(commitCommand('l0', a, null, folder))).toEqual({ code: 0, out: '' })
    expect((await facts()).committed).toBe(false)
    await run(commitCommand('l1', a, null, folder))
    expect([(await facts()).committed, (await facts('l0')).committed]).toEqual([true, false])
    expect(readdirSync(folder)).toEqual(['committed'])
  })

  test('a claim is read as it was left, and is gone when it is taken back', async () => {
    expect([await claim(a), await claim(a), await claim(b)]).toEqual([claimed, claimed, claimed])
    const { claims, now } = await facts()
    expect(claims.map(({ at, ...rest }) => rest)).toEqual([a, b])
    expect(claims.every(({ at }) => Math.abs(Date.parse(at) / 1000 - now) < 60)).toBe(true)
    await run(unclaimCommand(a, folder))
    expect((await facts()).claims).toMatchObject([{ id: 'b' }])
    expect(await run(unclaimCommand(a, folder))).toEqual({ code: 0, out: '' })
  })

  test('whoever is first wins: a seal keeps off claims', async () => {
    expect(await seal(a)).toEqual({ code: 0, out: '' })
    expect(await claim(b)).toEqual({ code: 0, out: expect.stringMatching(/^sealed (29\d|300) run-a\n$/) })
    expect(await facts()).toMatchObject({ claims: [], seals: [{ run: 'run-a' }] })
  })

  test('whoever is first wins: a claim keeps off seals, and is told', async () => {
    await claim(b)
    const { code, out } = await seal(a)
    expect([code, out]).toEqual([1, expect.stringMatching(/^claim \d+ run-b \{"user":"ann b",.*\}\n$/)])
    expect(await facts()).toMatchObject({ claims: [{ id: 'b' }], seals: [] })
    await run(unclaimCommand(b, folder))
    expect(await seal(a)).toEqual({ code: 0, out: '' })
  })

  test.each([
    ['that died five minutes ago', 301, /^claimed\n$/],
    ['whose clock was set back meanwhile', -301, /^claimed\n$/],
    ['of four minutes ago', 240, /^sealed [5-6]\d run-a\n$/],
    ['of a moment to come', -10, /^sealed 3\d\d run-a\n$/],
  ])('a remover %s', async (_, age, expected) => {
    mkdirSync(join(folder, 'seals'), { recursive: true })
    writeFileSync(join(folder, 'seals', 'a'), `l1 ${Math.floor(Date.now() / 1000) - age} run-a\n`)
    expect((await claim(b)).out).toMatch(expected)
  })

  test('claims that were known, and its own, do not keep off a seal', async () => {
    await claim(a)
    expect(await seal(a)).toEqual({ code: 0, out: '' })
    await run(['rm', '-r', folder])
    await claim(b)
    expect((await seal(a, 'unseen', ['x', 'b'])).code).toBe(0)
    await run(['rm', '-r', folder])
    await claim(b)
    expect((await seal(a, 'unseen', ['bb', 'c'])).code).toBe(1)
  })

  test('a launch that is done is not undone, but may be replaced', async () => {
    await run(commitCommand('l1', a, null, folder))
    expect(await seal(a, 'undo')).toEqual({ code: 1, out: 'committed\n' })
    expect((await facts()).seals).toEqual([])
    expect(await seal(a, 'unseen')).toEqual({ code: 0, out: '' })
  })

  test('who brings a container up, and is gone again, keeps off who has looked at it before', async () => {
    const before = { seen: await facts() }
    expect(before.seen.broughtUp).toBe('')
    await run(commitCommand('l1', a, null, folder))
    const again = { seen: await facts() }
    expect(again.seen.broughtUp).toBe('a')
    expect(await seal(b, before)).toEqual({ code: 1, out: 'brought up\n' })
    expect((await facts()).seals).toEqual([])
    await run(commitCommand('l1', process('c'), null, folder))
    expect(await seal(b, again)).toEqual({ code: 1, out: 'brought up\n' })
    expect(await seal(b, { seen: await facts() })).toEqual({ code: 0, out: '' })
  })

  test('what an earlier version has settled is taken down, and not once it is brought up since', async () => {
    mkdirSync(folder)
    writeFileSync(join(folder, 'committed'), 'l1\n')
    const before = { seen: await facts() }
    expect(await seal(b, before)).toEqual({ code: 0, out: '' })
    await run(commitCommand('l1', a, null, folder))
    expect((await seal(b, before)).code).toBe(1)
    expect((await seal(b, before, [], 'l2')).code).toBe(0)
  })

  test('who brings a container up and looks for seals, and who seals it and looks for that, never both go on', async () => {
    for (let turn = 0; turn < 10; turn += 1) {
      await run(commitCommand('l1', process('c'), null, folder))
      const before = { seen: await facts() }
      await claim(a)
      const known = (await facts()).claims.map(({ id }) => id)
      const bringUp = async (): Promise<string> => {
        await run(commitCommand('l1', a, null, folder))
        const { out } = await claim(a)
        await run(unclaimCommand(a, folder))
        return out
      }
      const [sealed, told] = await Promise.all([seal(b, before, turn % 2 === 0 ? known : []), bringUp()])
      if (sealed.code === 0) expect(told).toMatch(/^sealed /)
      else expect(sealed.out).toMatch(/^claim |^brought up/)
      rmSync(folder, { recursive: true })
    }
  })

  test('what came along in the image, of another launch, is nothing to anybody', async () => {
    await run(commitCommand('l1', a, null, folder))
    await claim(b)
    expect((await seal(a, 'undo', [], 'l2')).code).toBe(0)
    expect(await claim(b, 'l3')).toEqual(claimed)
    expect(await facts('l2')).toMatchObject({ committed: false, claims: [], seals: [{ run: 'run-a' }] })
  })

  test('a claim that cannot be written is an error; a seal that cannot is none, as nobody can claim then', async () => {
    writeFileSync(folder, 'no folder')
    expect((await claim(b)).code).not.toBe(0)
    expect((await run(commitCommand('l1', a, null, folder))).code).not.toBe(0)
    expect((await seal(a)).code).toBe(0)
  })

  test('of many who claim and seal at once, never both have their way', async () => {
    for (let turn = 0; turn < 10; turn += 1) {
      const [sealed, ...claims] = await Promise.all([seal(a), claim(b), claim(process('c'))])
      const won = claims.filter(({ out }) => out === 'claimed\n').length
      if (sealed.code === 0) expect(won).toBe(0)
      else expect(sealed.out).toContain('claim ')
      rmSync(folder, { recursive: true })
    }
  })

  test('nothing that is not whole is ever seen', async () => {
    await claim(a)
    await run(commitCommand('l1', a, null, folder))
    expect(readdirSync(join(folder, 'claims'))).toEqual(['a'])
    expect(readFileSync(join(folder, 'committed'), 'utf8')).toBe('l1 a\n')
  })
})
