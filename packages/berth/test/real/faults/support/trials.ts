import type { Moment } from '@berth/testbed'
import { usersCommand } from '../../../faults/crash-steps.js'
import { type Scenario, scenarios } from '../crash/scenarios.js'
import type { Fault } from './fault.js'
import type { FaultTrial } from './fault-trial.js'

/** The scenario of a call, by its words. Throws where there is none. */
export function scenarioOf(call: string): Scenario {
  const found = scenarios.find((scenario) => scenario.call === call)
  if (found === undefined) throw new Error(`there is no scenario "${call}"`)
  return found
}

const exec = { words: ['exec', '--', 'sh', '-c', 'sleep 1', usersCommand], before: 'running' } as const

/** A command in containers that were handed over. */
export const execPerRun: Scenario = { ...scenarioOf('up, per_run'), ...exec, call: 'exec, per_run' }

/** A command in containers that are kept. */
export const execPersistent: Scenario = {
  ...scenarioOf('up, persistent'),
  ...exec,
  call: 'exec, persistent',
  keeps: true,
}

/** The same, bounded by its caller: Berth ends no command for the sake of an engine that does not answer. */
export const boundedExec: Scenario = {
  ...execPersistent,
  words: ['exec', '--timeout', '30s', '--', 'sh', '-c', 'sleep 1', usersCommand],
  call: 'exec --timeout, persistent',
}

/** Steps that are made on the first host alone. */
const ofFirst: readonly string[] = ['sshd makeKeys']

/**
 * A fault on the second host, or on the one that makes a step alone, at the first request of the step; `delay`:
 * milliseconds into it, for `during`.
 */
export function trialOf(fault: Fault, scenario: Scenario, step: string, moment: Moment, delay = 60): FaultTrial {
  return { fault, scenario, point: { step, host: ofFirst.includes(step) ? 0 : 1, occurrence: 1, moment, delay } }
}

/** A fault at all of these steps of a call, at these moments. */
export function trialsOf(
  fault: Fault,
  steps: readonly (readonly [Scenario, readonly string[]])[],
  moments: readonly Moment[],
  delay?: number,
): FaultTrial[] {
  return steps.flatMap(([scenario, names]) =>
    names.flatMap((step) => moments.map((moment) => trialOf(fault, scenario, step, moment, delay))),
  )
}
