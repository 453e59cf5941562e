import type { FaultRun, Testbed } from '@berth/testbed'
import { engines } from '../../support/index.js'
import { Scene } from './scene.js'
import { attempt, type Trial } from './trial.js'

/** What came of many trials. */
export interface TrialsOutcome {
  readonly runs: readonly FaultRun[]
  /** What was wrong, a line each with the trial before it; empty where nothing was. */
  readonly violations: readonly string[]
  /** Steps that none of the trials of one call came to. */
  readonly notMet: readonly string[]
}

/**
 * Makes trials, one after the other on each pair of hosts of a testbed, the pairs side by side. Every host has a
 * container that is not ours beside.
 */
export async function runTrials(
  testbed: Testbed,
  trials: readonly Trial[],
  container: Readonly<Record<string, unknown>> = {},
): Promise<TrialsOutcome> {
  const { makeContainer } = engines(testbed)
  await Promise.all(testbed.hosts.map((host) => makeContainer(host, `stranger-${host.name}-${Date.now()}`)))
  const queue = [...trials]
  const runs: FaultRun[] = []
  const violations: string[] = []
  const notMet: string[] = []
  const pairs = Array.from({ length: Math.floor(testbed.hosts.length / 2) }, (_, at) =>
    testbed.hosts.slice(2 * at, 2 * at + 2),
  )
  await Promise.all(
    pairs.map(async (pair) => {
      for (let trial = queue.shift(); trial !== undefined; trial = queue.shift()) {
        const what = `${trial.fault.name} ${trial.moment} ${trial.step} of ${trial.call}, ${trial.lifetime}`
        const scene = await Scene.make(testbed, pair, trial.lifetime, container)
        try {
          const run = await attempt(scene, trial)
          if (run === null) notMet.push(what)
          else {
            runs.push(run)
            violations.push(...run.violations.map((violation) => `${what}: ${violation}`))
          }
        } finally {
          await scene.remove()
        }
      }
    }),
  )
  return { runs, violations, notMet }
}
