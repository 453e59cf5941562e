import { randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { RunStore, runsDirectory } from '../../src/runs/index.js'
import { type RunRecord, recordFileName } from '../../src/runs/run-record.js'

const record: RunRecord = {
  run: 'r1',
  cluster: 'lab',
  user: 'me',
  container: null,
  hosts: ['a'],
  engines: {},
  missing: {},
  at: '2026-01-02T03:04:05.000Z',
}

describe('RunStore', () => {
  let base: string
  let folder: string
  beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), 'berth-runs-'))
    folder = join(base, 'state', 'berth', 'runs')
  })
  afterEach(() => rmSync(base, { recursive: true }))

  const runsOf = (cluster: string, user: string): string[] =>
    new RunStore(folder).list(cluster, user).map(({ run }) => run)

  it('keeps one record for each run, for the eyes of its user only, and overwrites nobody else', () => {
    const runs = new RunStore(folder)
    expect(runsOf('lab', 'me')).toEqual([])
    runs.write(record)
    runs.write({ ...record, run: 'r2' })
    runs.write({ ...record, run: 'r3', user: 'you' })
    runs.write({ ...record, run: 'r4', cluster: 'other' })
    runs.write({ ...record, hosts: ['a', 'b'] })
    expect(runsOf('lab', 'me').sort()).toEqual(['r1', 'r2'])
    expect(runs.list('lab', 'me').find(({ run }) => run === 'r1')?.hosts).toEqual(['a', 'b'])
    expect([runsOf('lab', 'you'), runsOf('other', 'me'), runsOf('other', 'you')]).toEqual([['r3'], ['r4'], []])
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    for (const file of readdirSync(folder)) expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600)
  })

  it('removes a record, and none again', () => {
    const runs = new RunStore(folder)
    runs.write(record)
    runs.remove('r1')
    runs.remove('r1')
    expect(runsOf('lab', 'me')).toEqual([])
  })

  it('says which record cannot be read, and passes over what is none', () => {
    const runs = new RunStore(folder)
    runs.write(record)
    writeFileSync(join(folder, `${recordFileName('r2')}.draft`), '{"run":')
    expect(runsOf('lab', 'me')).toEqual(['r1'])
    const file = join(folder, recordFileName('r1'))
    writeFileSync(file, '{"run":')
    expect(() => runs.list('other', 'you')).toThrow(file)
    expect(() => runs.list('other', 'you')).toThrow(/→ Remove that file/)
  })

  it('removes the drafts of processes that were killed in the middle, and none that may be at work', () => {
    const runs = new RunStore(folder)
    runs.write(record)
    const [old, young, other] = [randomUUID(), randomUUID(), 'notes'].map((end) => `${recordFileName('r2')}.${end}`)
    for (const name of [old, young, other]) writeFileSync(join(folder, `${name}`), '{"run":')
    const before = (Date.now() - 2 * 60 * 60 * 1000) / 1000
    for (const name of [old, other]) utimesSync(join(folder, `${name}`), before, before)
    runs.write(record)
    expect(readdirSync(folder).sort()).toEqual([recordFileName('r1'), young, other].sort())
  })

  it('says how to go on where the record cannot be written, and leaves no draft', () => {
    writeFileSync(join(base, 'state'), 'a file, not a folder')
    expect(() => new RunStore(folder).write(record)).toThrow(/XDG_STATE_HOME/)
    expect(existsSync(folder)).toBe(false)
    expect(runsOf('lab', 'me')).toEqual([])
  })
})

describe('runsDirectory', () => {
  it.each([
    [{ XDG_STATE_HOME: '/var/state' }, '/var/state/berth/runs'],
    [{ XDG_STATE_HOME: 'relative' }, '/home/me/.local/state/berth/runs'],
    [{ XDG_STATE_HOME: '' }, '/home/me/.local/state/berth/runs'],
    [{}, '/home/me/.local/state/berth/runs'],
  ])('of %j is %s', (environment, folder) => {
    expect(runsDirectory(environment, '/home/me')).toBe(folder)
  })
})
