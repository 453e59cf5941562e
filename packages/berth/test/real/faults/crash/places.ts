import { recordFaultRun, type Testbed, type TestbedHost } from '@berth/testbed'
import type { LoggedStep } from '../../../../../testbed/src/faults/crash/crash-orders.js'
import { snapshot } from '../../../../../testbed/src/invariants/snapshot.js'
import { workThrough } from '../support/work-through.js'
import { CrashCluster } from './crash-cluster.js'
import { type Point, pointOn } from './points.js'
import type { Scenario } from './scenarios.js'
import { type Crash, type CrashPlace, clear, prepare, tryCrash } from './trial.js'

/** Places of so many hosts each, on hosts that nobody else uses. */
export async function placesOn(testbed: Testbed, together: number): Promise<readonly CrashPlace[]> {
  // A rootless Podman that is asked for the first time, as `berth ls` asks it, makes files and a process of its own.
  await Promise.all(testbed.hosts.map((host) => testbed.run(host, ['su', '-', host.user, '-c', 'podman ps'])))
  const clean = await snapshot(testbed)
  const hosts = testbed.hosts.toSorted((a, b) => (a.address < b.address ? -1 : 1))
  const groups: (readonly TestbedHost[])[] = []
  for (let at = 0; at + together <= hosts.length; at += together) groups.push(hosts.slice(at, at + together))
  return groups.map((group) => ({
    testbed,
    hosts: group,
    clean: new Map([...clean].filter(([name]) => group.some((host) => host.name === name))),
  }))
}

/** The steps of a scenario that nothing disturbs. */
export async function stepsOf({ testbed, hosts }: CrashPlace, scenario: Scenario): Promise<readonly LoggedStep[]> {
  const cluster = await CrashCluster.make(testbed, hosts, scenario)
  try {
    await prepare(testbed, cluster, scenario)
    const { exitCode, stderr, steps } = await cluster.watched(scenario.words, null)
    if ((exitCode === 0) === (scenario.before === 'a fault')) throw new Error(`${scenario.call} failed: ${stderr}`)
    return steps
  } finally {
    await clear(testbed, cluster)
  }
}

/** A crash on whichever hosts are free. */
export interface PlannedCrash extends Omit<Crash, 'point'> {
  readonly point: Point
}

/**
 * Tries crashes, one after the other on each place, and records those that were crashes. Gives what was wrong, a line
 * each.
 */
export async function tryAll(places: readonly CrashPlace[], crashes: readonly PlannedCrash[]): Promise<string[]> {
  const wrong: string[] = []
  await workThrough([...crashes], places, async (next, place) => {
    const addresses = place.hosts.map(({ address }) => address)
    const tried = await tryCrash(place, { ...next, point: pointOn(next.point, addresses) })
    if (!('notKilled' in tried)) recordFaultRun(tried)
    const { moment, delay, step, occurrence, host } = next.point
    const when = moment === 'during' ? `${delay} ms into` : moment
    const what = `${next.scenario.call}, ${when} ${step} ${occurrence} on host ${host}, seed ${next.seed}`
    const violations = 'notKilled' in tried ? [tried.notKilled] : tried.violations
    wrong.push(...violations.map((violation) => `${what}: ${violation}`))
  })
  return wrong
}
