import { spawn } from 'node:child_process'
import { expect, onTestFinished, test } from 'vitest'
import { identify, isAlive, killAndWait, parseStartTime } from '../../src/state/process-identity.js'

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
