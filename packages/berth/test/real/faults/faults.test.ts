import { allFaults, type Moment } from '@berth/testbed'
import { expect } from 'vitest'
import { describeReal, realTest as test, useOwnHosts } from '../support/index.js'
import {
  dockerdHangs,
  dockerdKilled,
  dockerdStopped,
  type Fault,
  linkCut,
  powerCycle,
  removedByHand,
} from './support/fault.js'
import { runTrials } from './support/run-trials.js'
import type { LaunchLifetime } from './support/scene.js'
import type { Trial } from './support/trial.js'

/** The steps of each call, by the operations that its requests are declared as. */
const stepsOf: Readonly<Record<Trial['call'], readonly string[]>> = {
  up: [
    'connect',
    'program observe',
    'lifetime/observe readFacts',
    'program ensureImage',
    'program launch',
    'provision provision',
    'lifetime/execute/claims commit',
  ],
  'up again': ['program observe', 'lifetime/execute/claims claim'],
  exec: [
    'program observe',
    'cluster/exec runCommand',
    'lifetime/execute/claims claim',
    'lifetime/execute/claims unclaim',
  ],
  down: ['program observe', 'program remove'],
}

const moments: readonly Moment[] = ['before', 'during', 'after']
const lifetimes: readonly LaunchLifetime[] = ['per_run', 'persistent']

/** Under create and start, under a command, under provisioning, and under a removal. */
const engineSteps: readonly Pick<Trial, 'call' | 'step'>[] = [
  { call: 'up', step: 'program observe' },
  { call: 'up', step: 'program launch' },
  { call: 'up', step: 'provision provision' },
  { call: 'exec', step: 'cluster/exec runCommand' },
  { call: 'down', step: 'program remove' },
]

const everywhere = (fault: Fault): Trial[] =>
  Object.entries(stepsOf).flatMap(([call, steps]) =>
    steps.flatMap((step) =>
      moments.flatMap((moment) =>
        lifetimes.map((lifetime) => ({ fault, call: call as Trial['call'], lifetime, step, moment })),
      ),
    ),
  )

const underWork = (fault: Fault): Trial[] =>
  engineSteps.flatMap((at) =>
    lifetimes.map((lifetime) => ({ fault, lifetime, moment: 'during', ...at, delay: 120 }) satisfies Trial),
  )

/** What every run of the tests causes; the others are caused by `npm run test:faults`. */
const cut: readonly Trial[] = [
  { fault: linkCut, call: 'up', lifetime: 'per_run', step: 'program launch', moment: 'during' },
  { fault: linkCut, call: 'up', lifetime: 'persistent', step: 'provision provision', moment: 'after' },
  { fault: dockerdKilled(true), call: 'up', lifetime: 'persistent', step: 'provision provision', moment: 'during' },
  { fault: removedByHand, call: 'up', lifetime: 'per_run', step: 'provision provision', moment: 'before' },
]

const all: readonly Trial[] = [
  ...everywhere(linkCut),
  ...everywhere(removedByHand),
  ...[true, false].flatMap((liveRestore) => [
    ...underWork(dockerdKilled(liveRestore)),
    ...underWork(dockerdStopped(liveRestore)),
  ]),
  ...underWork(dockerdHangs),
  ...underWork(powerCycle),
]

describeReal('faults on one of two hosts', () => {
  const hosts = useOwnHosts(allFaults() ? 8 : 4, { images: 'all' })

  test('leave nothing that is lost, orphaned or without an end, and the next up works', {
    timeout: 3_600_000,
  }, async () => {
    const { runs, violations } = await runTrials(hosts(), allFaults() ? all : cut)
    expect(violations).toEqual([])
    expect(runs.length).toBeGreaterThanOrEqual(cut.length)
  })
})
