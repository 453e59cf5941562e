import { allFaults, faultSeed, faultShare, type Moment } from '@berth/testbed'
import { expect } from 'vitest'
import { describeReal, realTest as test, useOwnHosts } from '../support/index.js'
import { inTurn, randomFrom } from './crash/points.js'
import type { Scenario } from './crash/scenarios.js'
import { dockerdHangs, dockerdKilled, dockerdStopped, linkCut, powerCycle, removedByHand } from './support/fault.js'
import { type FaultTrial, tryFaults } from './support/fault-trial.js'
import { boundedExec, execPerRun, execPersistent, scenarioOf, trialOf, trialsOf } from './support/trials.js'

const perRun = scenarioOf('up, per_run')
const persistent = scenarioOf('up, persistent')
const restart = scenarioOf('up, persistent, of stopped ones')
const down = scenarioOf('down, per_run')

const launching = [
  'program observe',
  'lifetime/observe readFacts',
  'program ensureImage',
  'program launch',
  'provision provision',
  'sshd inspect',
  'sshd makeKeys',
  'sshd start',
  'lifetime/execute/claims commit',
]

/** The phases of each call, by the operations that its requests are declared as. */
const phases: readonly (readonly [Scenario, readonly string[]])[] = [
  [perRun, ['connect', ...launching]],
  [persistent, launching],
  [restart, ['program observe', 'program restart']],
  [execPerRun, ['program observe', 'cluster/exec runCommand']],
  [execPersistent, ['cluster/exec runCommand']],
  [down, ['program observe', 'program remove']],
]

/** Create and start, provisioning, a command, a restart and a removal. */
const engineAtWork = (exec: Scenario): readonly (readonly [Scenario, readonly string[]])[] => [
  [perRun, ['program observe', 'program launch', 'provision provision']],
  [persistent, ['program launch', 'provision provision']],
  [restart, ['program restart']],
  [exec, ['cluster/exec runCommand']],
  [down, ['program remove']],
]

const moments: readonly Moment[] = ['before', 'during', 'after']

/** What every run of the tests causes; the others are caused by `npm run test:faults`. */
const cut: readonly FaultTrial[] = [
  trialOf(linkCut, perRun, 'program launch', 'during', 100),
  trialOf(removedByHand, perRun, 'provision provision', 'before'),
]

const all: readonly FaultTrial[] = [
  ...trialsOf(linkCut, phases, moments),
  ...trialsOf(removedByHand, phases, ['before', 'after']),
  ...[true, false].flatMap((liveRestore) => [
    ...trialsOf(dockerdKilled(liveRestore), engineAtWork(execPersistent), ['during'], 120),
    ...trialsOf(dockerdStopped(liveRestore), engineAtWork(execPersistent), ['during'], 120),
  ]),
  ...trialsOf(dockerdHangs, engineAtWork(boundedExec), ['during'], 120),
  ...trialsOf(powerCycle, engineAtWork(execPersistent), ['during'], 120),
]

/** All of them, or the part that is asked for: of each fault in turn. */
function chosen(): readonly FaultTrial[] {
  if (!allFaults()) return cut
  return inTurn(all, ({ fault }) => fault.name, randomFrom(faultSeed())).slice(0, Math.ceil(all.length * faultShare()))
}

const limit = allFaults() ? 3_600_000 : 300_000

describeReal('a fault on one of two hosts', () => {
  const hosts = useOwnHosts(allFaults() ? 8 : 4, { images: 'all' })

  test('loses and orphans nothing, and has an end; the next up works', { timeout: limit }, async () => {
    expect(await tryFaults(hosts(), chosen())).toEqual([])
  })
})
