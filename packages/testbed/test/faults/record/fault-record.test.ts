import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { readFaultRuns, recordFaultRun, recordVariable } from '../../../src/faults/record/fault-record.js'
import { faultRun } from '../fault-run.js'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'berth-record-'))
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true })
})

it('keeps runs in their order where a record is asked for, and none otherwise', () => {
  const file = join(folder, 'record.jsonl')
  vi.stubEnv(recordVariable, '')
  recordFaultRun(faultRun({ seed: 0 }))
  vi.stubEnv(recordVariable, file)
  recordFaultRun(faultRun({ seed: 1 }))
  recordFaultRun(faultRun({ seed: 2, violations: ['one\nof two lines'] }))
  expect(readFaultRuns(file)).toEqual([faultRun({ seed: 1 }), faultRun({ seed: 2, violations: ['one\nof two lines'] })])
})
