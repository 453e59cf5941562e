import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { processStanding } from '../../../../src/contract/self/index.js'
import { newRun } from '../../../../src/lifetime/index.js'

const { owner } = newRun()

it.runIf(process.platform === 'linux')('a child is alive until it has ended', async () => {
  const child = spawn('sleep', ['60'])
  await once(child, 'spawn')
  const pid = child.pid ?? 0
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const [boot] = owner.processStart.split(' ')
  const start = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
  const childOwner = { ...owner, pid, processStart: `${boot} ${start}` }
  expect(processStanding(childOwner)).toBe('alive')
  child.kill('SIGKILL')
  await once(child, 'close')
  expect(processStanding(childOwner)).toBe('dead')
})
