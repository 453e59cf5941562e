import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { RunStore, stateDirectory } from '../../src/runs/index.js'
import { type RunRecord, recordFileName } from '../../src/runs/run-record.js'

const record: RunRecord = { run: 'r1', cluster: 'lab', handedOver: true, at: '2026-01-02T03:04:05.000Z' }

describe('RunStore', () => {
  let base: string
  let folder: string
  beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), 'berth-runs-'))
    folder = join(base, 'state', 'berth')
  })
  afterEach(() => rmSync(base, { recursive: true }))

  it('keeps one record for each cluster and user, for their eyes only', () => {
    const runs = new RunStore(folder)
    expect(runs.read('lab', 'me')).toBeNull()
    runs.write(record, 'me')
    runs.write({ ...record, run: 'r2' }, 'me')
    runs.write({ ...record, run: 'r3' }, 'you')
    expect(runs.read('lab', 'me')?.run).toBe('r2')
    expect(runs.read('lab', 'you')?.run).toBe('r3')
    expect(runs.read('other', 'me')).toBeNull()
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    expect(readdirSync(folder)).toHaveLength(2)
    for (const file of readdirSync(folder)) expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600)
  })

  it('removes a record, and none again', () => {
    const runs = new RunStore(folder)
    runs.write(record, 'me')
    runs.remove('lab', 'me')
    runs.remove('lab', 'me')
    expect(runs.read('lab', 'me')).toBeNull()
  })

  it('never takes garbage for a missing record', () => {
    const runs = new RunStore(folder)
    runs.write(record, 'me')
    const file = join(folder, recordFileName('lab', 'me'))
    writeFileSync(file, '{"run":')
    expect(() => runs.read('lab', 'me')).toThrow(file)
    expect(() => runs.read('lab', 'me')).toThrow(/→ Remove that file/)
  })

  it('says how to go on where the record cannot be written, and leaves no draft', () => {
    writeFileSync(join(base, 'state'), 'a file, not a folder')
    expect(() => new RunStore(folder).write(record, 'me')).toThrow(/--run r1/)
    expect(existsSync(folder)).toBe(false)
  })
})

describe('stateDirectory', () => {
  it.each([
    [{ XDG_STATE_HOME: '/var/state' }, '/var/state/berth'],
    [{ XDG_STATE_HOME: 'relative' }, '/home/me/.local/state/berth'],
    [{ XDG_STATE_HOME: '' }, '/home/me/.local/state/berth'],
    [{}, '/home/me/.local/state/berth'],
  ])('of %j is %s', (environment, folder) => {
    expect(stateDirectory(environment, '/home/me')).toBe(folder)
  })
})
