import { allFaults } from '@berth/testbed'
import { beforeAll, expect } from 'vitest'
import { describeReal, realTest as test, useOwnHosts } from '../support/index.js'
import { diskFull, onSmallDisk } from './support/fault.js'
import { type FaultTrial, tryFaults } from './support/fault-trial.js'
import { execPersistent, scenarioOf, trialOf } from './support/trials.js'

const [perRun, persistent] = [scenarioOf('up, per_run'), scenarioOf('up, persistent')]

const trials: readonly FaultTrial[] = [
  trialOf(diskFull, perRun, 'program launch', 'before'),
  trialOf(diskFull, persistent, 'provision provision', 'before'),
  trialOf(diskFull, perRun, 'program launch', 'during', 120),
  trialOf(diskFull, perRun, 'provision provision', 'during', 100),
  trialOf(diskFull, persistent, 'provision provision', 'after'),
  trialOf(diskFull, perRun, 'sshd start', 'before'),
  trialOf(diskFull, persistent, 'lifetime/execute/claims commit', 'before'),
  trialOf(diskFull, execPersistent, 'cluster/exec runCommand', 'before'),
  trialOf(diskFull, scenarioOf('down, per_run'), 'program remove', 'before'),
]

describeReal.skipIf(!allFaults())('the disk of an engine is full', () => {
  const hosts = useOwnHosts(2, { images: 'all' })
  beforeAll(async () => {
    const [, second] = hosts().hosts
    if (second === undefined) throw new Error('there is no second host')
    await onSmallDisk(hosts(), second.name, ['berth/busybox:1', 'berth/debian-sshd:12'])
  })

  test('nothing is lost or orphaned, and the next up works once there is room', { timeout: 900_000 }, async () => {
    expect(await tryFaults(hosts(), trials)).toEqual([])
  })
})
