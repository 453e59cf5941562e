import { allFaults } from '@berth/testbed'
import { beforeAll, expect } from 'vitest'
import { describeReal, realTest as test, useOwnHosts } from '../support/index.js'
import { diskFull, onSmallDisk } from './support/fault.js'
import { runTrials } from './support/run-trials.js'
import type { Trial } from './support/trial.js'

const trials: readonly Trial[] = [
  { fault: diskFull, call: 'up', lifetime: 'per_run', step: 'program launch', moment: 'before' },
  { fault: diskFull, call: 'up', lifetime: 'persistent', step: 'provision provision', moment: 'before' },
  { fault: diskFull, call: 'up', lifetime: 'per_run', step: 'program launch', moment: 'during', delay: 120 },
  { fault: diskFull, call: 'up', lifetime: 'per_run', step: 'provision provision', moment: 'during' },
  { fault: diskFull, call: 'up', lifetime: 'persistent', step: 'provision provision', moment: 'after' },
  { fault: diskFull, call: 'exec', lifetime: 'persistent', step: 'lifetime/execute/claims claim', moment: 'before' },
  { fault: diskFull, call: 'down', lifetime: 'per_run', step: 'program remove', moment: 'before' },
]

describeReal('the disk of an engine is full', () => {
  const hosts = useOwnHosts(2, { images: 'all' })
  beforeAll(async () => {
    const archive = hosts().images.find(({ reference }) => reference === 'berth/busybox:1')
    const [, second] = hosts().hosts
    if (archive === undefined || second === undefined) throw new Error('there is no image or no second host')
    await onSmallDisk(hosts(), second.name, archive.hostPath)
  })

  test('nothing is lost or orphaned, and the next up works once there is room', { timeout: 900_000 }, async () => {
    const { runs, violations } = await runTrials(hosts(), allFaults() ? trials : trials.slice(0, 2))
    expect(violations).toEqual([])
    expect(runs.length).toBeGreaterThanOrEqual(2)
  })
})
