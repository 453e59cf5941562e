import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { withLock } from '../src/state/lock.js'
import { testbedPaths } from '../src/state/paths.js'
import { identify, isAlive, killAndWait, parseStartTime } from '../src/state/process-identity.js'
import { readState, type TestbedState, writeState } from '../src/state/state.js'

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

test.each(['', '..', 'a/b', 'A', '-x', 'x'.repeat(41)])('"%s" is no name', (name) => {
  expect(() => testbedPaths(name)).toThrow(/no name for a testbed/)
})

test('the start time is found whatever the name of the program', () => {
  const rest = Array.from({ length: 18 }, (_, index) => index + 4).join(' ')
  expect(parseStartTime(`7 (a) b) S ${rest} 4711 0`)).toBe('4711')
  expect(parseStartTime(`7 (a) Z ${rest} 4711 0`)).toBeUndefined()
})

test('a recorded process is killed, one that only has its pid is not', async () => {
  const child = spawn('sleep', ['100'])
  onTestFinished(() => void child.kill('SIGKILL'))
  const identity = identify(child.pid ?? 0)
  if (identity === undefined) throw new Error('the child did not start')
  await killAndWait({ ...identity, started: `${identity.started}0` })
  expect(isAlive(identity)).toBe(true)
  await killAndWait(identity)
  expect(isAlive(identity)).toBe(false)
})

test('a lock is held by one at a time, and says so to the impatient', async () => {
  const name = `test-${process.pid}`
  await withLock(name, async () => {
    await expect(withLock(name, async () => 1, 150)).rejects.toThrow(/Another process/)
  })
  expect(await withLock(name, async () => 2, 150)).toBe(2)
})
