import { expect, it } from 'vitest'
import { processStanding } from '../../../src/contract/self/index.js'
import { newRun } from '../../../src/lifetime/index.js'

const { owner } = newRun()

it('this process is alive', () => {
  expect(processStanding(owner)).toBe('alive')
  expect([owner.pid, newRun('ann').owner.user]).toEqual([process.pid, 'ann'])
  expect(newRun().id).not.toBe(newRun().id)
})

it('a process of another machine is unknown, though its pid lives here', () => {
  expect(processStanding({ ...owner, machine: 'elsewhere' })).toBe('unknown')
  expect(processStanding({ ...owner, pidNamespace: 'pid:[0]' })).toBe('unknown')
})

it('a pid that another process has now is dead', () => {
  expect(processStanding({ ...owner, processStart: `${owner.processStart}0` })).toBe('dead')
})
