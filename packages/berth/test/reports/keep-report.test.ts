import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { keepReport } from '../../src/reports/keep-report.js'

let home = ''
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'berth-reports-'))
})
afterEach(() => rmSync(home, { recursive: true }))

const at = (minute: number): Date => new Date(Date.UTC(2026, 0, 2, 3, minute))

it('keeps a text in a folder of its own, for this user alone', () => {
  const path = keepReport(join(home, 'berth', 'errors'), 'all of it', at(0))
  expect(path).toMatch(/\/berth\/errors\/2026-01-02T03-00-00\.000Z-[0-9a-f]{8}\.txt$/)
  expect(readFileSync(path, 'utf8')).toBe('all of it')
  expect([statSync(path).mode & 0o777, statSync(join(home, 'berth', 'errors')).mode & 0o777]).toEqual([0o600, 0o700])
})

it('keeps the latest twenty, and nothing else is removed', () => {
  writeFileSync(join(home, 'notes'), 'mine')
  const paths = Array.from({ length: 25 }, (_, minute) => keepReport(home, `${minute}`, at(minute)))
  const left = readdirSync(home).map((name) => join(home, name))
  expect(left.toSorted()).toEqual([...paths.slice(5), join(home, 'notes')].toSorted())
})

it('throws where it cannot be kept', () => {
  writeFileSync(join(home, 'file'), '')
  expect(() => keepReport(join(home, 'file'), 'all of it', at(0))).toThrow(/EEXIST|ENOTDIR/)
})
