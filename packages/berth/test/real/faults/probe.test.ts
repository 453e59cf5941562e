import { expect } from 'vitest'
import { describeReal, realTest as test, useOwnHosts } from '../support/index.js'
import { dockerdHangs, dockerdKilled, dockerdStopped, linkCut, powerCycle, removedByHand } from './support/fault.js'
import { runTrials } from './support/run-trials.js'
import type { Trial } from './support/trial.js'

const trials: readonly Trial[] = [
  { fault: dockerdHangs, call: 'up', lifetime: 'per_run', step: 'program launch', moment: 'during', delay: 120 },
  { fault: powerCycle, call: 'up', lifetime: 'persistent', step: 'provision provision', moment: 'during', delay: 400 },
  {
    fault: dockerdStopped(false),
    call: 'up',
    lifetime: 'per_run',
    step: 'program launch',
    moment: 'during',
    delay: 200,
  },
  { fault: linkCut, call: 'down', lifetime: 'per_run', step: 'program remove', moment: 'during' },
  {
    fault: dockerdKilled(false),
    call: 'up',
    lifetime: 'persistent',
    step: 'program launch',
    moment: 'during',
    delay: 200,
  },
  {
    fault: removedByHand,
    call: 'exec',
    lifetime: 'per_run',
    step: 'cluster/exec runCommand',
    moment: 'during',
    delay: 400,
  },
  {
    fault: linkCut,
    call: 'up',
    lifetime: 'persistent',
    step: 'lifetime/execute/claims commit',
    moment: 'during',
    delay: 20,
  },
  { fault: linkCut, call: 'exec', lifetime: 'persistent', step: 'lifetime/execute/claims claim', moment: 'before' },
]

describeReal('probe', () => {
  const hosts = useOwnHosts(6, { images: 'all' })
  test('probe', { timeout: 3_600_000 }, async () => {
    const { violations, notMet } = await runTrials(hosts(), trials)
    console.log(JSON.stringify(notMet))
    expect(violations).toEqual([])
  })
})
