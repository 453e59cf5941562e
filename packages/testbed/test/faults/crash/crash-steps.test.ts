import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { LoggedStep } from '../../../src/faults/crash/crash-orders.js'
import { CrashSteps } from '../../../src/faults/crash/crash-steps.js'

const kill = vi.spyOn(process, 'kill')
let folder = ''
beforeEach(() => {
  vi.useFakeTimers()
  kill.mockReturnValue(true)
  folder = mkdtempSync(join(tmpdir(), 'berth-steps-'))
})
afterEach(() => {
  vi.useRealTimers()
  kill.mockReset()
  rmSync(folder, { recursive: true })
})

afterAll(() => kill.mockRestore())

const launch = { step: 'launch', host: 'h1' } as const

/** Makes a step that takes so many milliseconds, in a process that is to be ended 100 ms into it. */
async function stepOf(milliseconds: number): Promise<readonly LoggedStep[]> {
  const log = join(folder, 'log')
  const at = { ...launch, occurrence: 1, moment: 'during', delay: 100 } as const
  const steps = new CrashSteps({ log, home: folder, requests: [], at })
  const made = steps.through(launch, () => new Promise<void>((resolve) => void setTimeout(resolve, milliseconds)))
  await vi.advanceTimersByTimeAsync(300)
  await made
  const lines = readFileSync(log, 'utf8').trim().split('\n')
  return lines.map((line) => JSON.parse(line) as LoggedStep)
}

it('ends the process within a step that takes longer than that', async () => {
  expect((await stepOf(200))[0]).toMatchObject({ step: 'launch', killed: true, took: null })
  expect(kill).toHaveBeenCalledWith(process.pid, 'SIGKILL')
})

it('ends no process after a step that was over sooner, and says so', async () => {
  expect(await stepOf(50)).toEqual([expect.objectContaining({ step: 'launch', killed: false })])
  expect(kill).not.toHaveBeenCalled()
})
