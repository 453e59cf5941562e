import { expect, it } from 'vitest'
import { situations } from '../../../src/lifetime/plan/situation.js'
import { mayPrune } from '../../../src/lifetime/plan/verdicts/prune.js'
import { mayRemove } from '../../../src/lifetime/plan/verdicts/who-may-remove.js'

it('a prune removes what an up makes room from, and by its name what a destroy of its own cluster removes', () => {
  for (const situation of situations) {
    const up = mayRemove('per_run', situation, 'up')
    const destroy = mayRemove('persistent', situation, 'down, destroy')
    expect([situation, mayPrune(situation, 'prune')]).toEqual([situation, up])
    expect([situation, mayPrune(situation, 'prune, by its name')]).toEqual([situation, up || destroy])
  }
})

it('no prune removes what is persistent and another’s, in use, handed over and running, unreadable or foreign', () => {
  const stays = situations.filter((one) => / (in use|unreadable|foreign|persistent of .*|being brought up)$/.test(one))
  expect(stays).toHaveLength(12)
  for (const situation of [...stays, 'running of this run', 'absent'] as const)
    expect([situation, mayPrune(situation, 'prune, by its name')]).toEqual([situation, false])
})
