import { expect, it } from 'vitest'
import type { HostsError } from '../../../src/errors/index.js'
import { newRun } from '../../../src/lifetime/owners/this-process.js'
import { berthOver, lab } from '../berth-over.js'
import { rejection } from '../rejection.js'
import { signal } from './signal.js'
import { timeFlies } from './time-flies.js'

timeFlies()

/** Once what was asked for now is answered: nothing of it waits for anything. */
async function soon(): Promise<void> {
  for (let turn = 0; turn < 100; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}

it('what is settled while an up looks at it, by a process that is gone then, is no leftover', async () => {
  const memory = lab(['a', 'b'])
  const { id, owner } = newRun('ann')
  // Gone by the time it is asked for.
  const run = { id, owner: { ...owner, processStart: 'before' } }
  const first = berthOver(memory, {}, { run, handsOver: true }).cluster
  const second = (): typeof first =>
    berthOver(memory, {}, { run: newRun('ann'), handsOver: true, adopt: { handedOver: true } }).cluster
  const settled = signal()
  const lookedAtB = signal()
  let refused: Promise<HostsError> | undefined
  memory.pace = async (call) => {
    if (call === 'exec a' && refused === undefined) {
      refused = rejection<HostsError>(second().up())
      await lookedAtB.given
    } else if (refused === undefined) return
    else if (call === 'observe a') await settled.given
    else if (call === 'observe b') void soon().then(lookedAtB.give)
    else if (call === 'exec b') await lookedAtB.given
  }
  await first.up()
  settled.give()
  const error = await refused
  expect([error?.code, memory.ids()]).toEqual(['BERTH_IN_USE', ['a-1', 'b-1']])
  expect(error?.message).toContain('the container was not removed: it was brought up since it was looked at')
  expect(error?.message).toContain('Run this again')
  await second().up()
  expect(memory.ids()).toEqual(['a-1', 'b-1'])
})
