import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { readState, type TestbedState, writeState } from '../../src/state/testbed-state.js'

function temporaryFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'state-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return join(folder, 'state.json')
}

test('a record is read back as it was written, and is absent before', () => {
  const file = temporaryFile()
  const state: TestbedState = {
    version: 1,
    name: 'x',
    owner: { pid: 1, started: '2@b' },
    subnetNumber: 3,
    sshOnly: false,
    inits: [null],
    images: [],
  }
  expect(readState(file)).toBeUndefined()
  writeState(file, state)
  expect(readState(file)).toEqual(state)
})

test.each([
  ['{', /not JSON/],
  ['{"version":9}', /another version/],
  ['null', /another version/],
])('the record %s is refused', (text, message) => {
  const file = temporaryFile()
  writeFileSync(file, text)
  expect(() => readState(file)).toThrow(message)
})
