import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type FaultRun,
  invariants,
  recordedRuns,
  recordFaultRun,
  settle,
  snapshot,
  type Testbed,
  type TestbedHost,
} from '@berth/testbed'
import { titleOf } from '../../../faults/crash-steps.js'
import { engines } from '../../support/index.js'
import { containersOf, describeLeft, lostOf } from '../crash/containers.js'
import { CrashCluster, type Ended } from '../crash/crash-cluster.js'
import { nextUp } from '../crash/next-up.js'
import { placesOn } from '../crash/places.js'
import { type Point, pointOn, whenOf } from '../crash/points.js'
import type { Scenario } from '../crash/scenarios.js'
import { type CrashPlace, clear, notWhole, prepare, takeDown } from '../crash/trial.js'
import type { Fault, FaultyHost } from './fault.js'
import { type PausedBerth, pausedBerth } from './paused-berth.js'
import { workThrough } from './work-through.js'

/** One fault that is caused in one call. */
export interface FaultTrial {
  readonly fault: Fault
  readonly scenario: Scenario
  readonly point: Point
}

/** Hosts of each cluster: the arbiter, which comes first, and the one that the fault is on. */
const together = 2

/** A link that says nothing for so long is given up: 4 seconds. */
const sshConfig = 'Host *\n  ServerAliveInterval 1\n  ServerAliveCountMax 3\n  ConnectTimeout 4\n'

/** Milliseconds in which hosts have to come to rest. */
const rest = 30_000

/**
 * Makes trials, one after the other on each pair of hosts of a testbed, the pairs side by side; every host has a
 * container that is not ours beside. Records each that did anything, and gives what was wrong, a line each.
 */
export async function tryFaults(testbed: Testbed, trials: readonly FaultTrial[]): Promise<string[]> {
  const { makeContainer } = engines(testbed)
  await Promise.all(testbed.hosts.map((host) => makeContainer(host, strangerOn(host))))
  const wrong: string[] = []
  try {
    await workThrough([...trials], await placesOn(testbed, together), async (trial, place) => {
      const { run, happened } = await tryFault(place, trial)
      if (happened) recordFaultRun(run)
      const { fault, moment, step, call, violations } = run
      wrong.push(...violations.map((violation) => `${fault} ${moment} ${step} of ${call}: ${violation}`))
    })
  } finally {
    await engines(testbed).clear(testbed.hosts.map(strangerOn))
  }
  return wrong
}

/**
 * Causes a fault at a step of a call, undoes it, holds the invariants against the hosts, brings the cluster up again
 * and takes it down, and tells what was left and what was wrong.
 */
async function tryFault(
  { testbed, hosts }: Pick<CrashPlace, 'testbed' | 'hosts'>,
  { fault, scenario, point }: FaultTrial,
): Promise<{ readonly run: FaultRun; readonly happened: boolean }> {
  const began = performance.now()
  const at = pointOn(
    point,
    hosts.map(({ address }) => address),
  )
  const cluster = await CrashCluster.make(testbed, hosts, scenario)
  writeFileSync(join(cluster.home, '.ssh', 'config'), sshConfig)
  const look = (): ReturnType<typeof containersOf> => containersOf(testbed, cluster)
  const faulty = { testbed, host: at.host, container: cluster.name }
  const violations: string[] = []
  // A fault before may have stopped it.
  await Promise.all(hosts.map((host) => engines(testbed).command(host, 'start', strangerOn(host))))
  const clean = await snapshot(testbed, hosts)
  try {
    const before = await prepare(testbed, cluster, scenario)
    const { happened, ended } = await underFault(fault, faulty, pausedBerth(cluster, scenario.words, at))
    if (happened === null) violations.push('the call never comes to this step')
    if (ended === null) violations.push(`berth goes on after ${fault.bound} s`)
    else if (ended.exitCode === null || !goodEnds.includes(ended.exitCode))
      violations.push(`berth ended with ${ended.exitCode}: ${ended.stderr}`)
    const names = { names: [cluster.name], restarted: fault.restarts ? [testbed.host(at.host).name] : [] }
    const files = [new RegExp(`^${cluster.folder}`), ...filesOfFaults, ...(fault.files ?? [])]
    // What was told may be taken down by it, though its record was never written.
    const told = [...(ended?.stderr ?? '').matchAll(/--run ([0-9a-f,-]+)/g)].flatMap(([, runs = '']) => runs.split(','))
    const ours = () => ({ ...names, files, runs: [...recordedRuns(cluster.home), ...told] })
    violations.push(...(await settle(testbed, clean, ours, rest)).violations)
    const seen = await look()
    const kept = new Map([...before].filter(([host]) => scenario.keeps && !(fault.removes && host === at.host)))
    violations.push(...lostOf(kept, seen))
    const { next, violations: wrong } = await nextUp(look, cluster, 0)
    violations.push(...wrong)
    const after = await look()
    violations.push(...lostOf(kept, after), ...notWhole(after, kept, scenario), ...(await takeDown(cluster, scenario)))
    violations.push(...(await settle(testbed, clean, () => ({ ...names, names: [], files }), rest)).violations)
    const left = describeLeft(seen)
    const run: FaultRun = {
      fault: fault.name,
      call: scenario.call,
      step: titleOf(at.step),
      ...whenOf(at, hosts),
      seed: null,
      hosts: hosts.length,
      engine: 'docker',
      left,
      leftFor: left.length === 0 ? null : scenario.leftFor,
      next,
      invariants,
      violations,
      seconds: Math.round((performance.now() - began) / 100) / 10,
    }
    return { run, happened: happened === true }
  } finally {
    await clear(testbed, cluster)
  }
}

/**
 * Causes a fault at a moment of a call, and undoes it once the call has ended, whatever went wrong meanwhile. Gives
 * whether it did anything, null where the call never came to this moment; and how the call ended, null where it had to
 * be ended.
 */
async function underFault(
  fault: Fault,
  faulty: FaultyHost,
  berth: PausedBerth,
): Promise<{ readonly happened: boolean | null; readonly ended: Ended | null }> {
  let happened: boolean | null = null
  let ended: Ended | null = null
  try {
    if (await berth.isThere(fault.bound)) happened = await fault.cause(faulty)
  } finally {
    berth.goOn()
    ended = await berth.ended(fault.bound)
    await fault.mend(faulty)
  }
  return { happened, ended }
}

/** The name of the container that is not ours. */
function strangerOn({ name }: TestbedHost): string {
  return `stranger-${name}`
}

/** Done, failed, refused, or a host that could not be reached. */
const goodEnds: readonly number[] = [0, 1, 3, 4]

/** What restarting dockerd by hand leaves. */
const filesOfFaults: readonly RegExp[] = [/^\/run\/dockerd\.words$/]
