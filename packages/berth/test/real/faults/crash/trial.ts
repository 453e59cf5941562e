import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { FaultRun, Testbed, TestbedHost } from '@berth/testbed'
import type { CrashPoint } from '../../../../../testbed/src/faults/crash/crash-orders.js'
import type { HostsSnapshot } from '../../../../../testbed/src/invariants/host-snapshot.js'
import { recordedRuns } from '../../../../../testbed/src/invariants/recorded-runs.js'
import { settle } from '../../../../../testbed/src/invariants/settle.js'
import { titleOf } from '../../../faults/crash-steps.js'
import { containersOf, describeLeft, leavePrecious, lostOf, type SeenContainer } from './containers.js'
import { CrashCluster } from './crash-cluster.js'
import { endHostsProgram } from './hosts-program.js'
import { nextUp } from './next-up.js'
import { whenOf } from './points.js'
import type { Scenario } from './scenarios.js'

/** Where crashes are tried out: some hosts, with nothing else on them. */
export interface CrashPlace {
  readonly testbed: Testbed
  readonly hosts: readonly TestbedHost[]
  /** What was there before anything was tried. */
  readonly clean: HostsSnapshot
}

/** One crash. */
export interface Crash {
  readonly scenario: Scenario
  readonly point: CrashPoint
  /** What chance has chosen the crash from. */
  readonly seed: number
  /** Which of the commands of a remedy is carried out. */
  readonly choice: number
  /** Whether the program of the step that runs on the host is killed too. */
  readonly hostsProgramToo: boolean
}

/** What is held against the hosts after each crash. */
const invariants = [
  'the next up attaches, launches anew, or refuses with a remedy that works',
  'no overlay is lost',
  'no container is one that nobody finds',
  'nothing is used that was set up by half',
  'what was not ours is as it was',
  'once taken down, nothing is left: no container, process, login or file',
]

/** Milliseconds in which hosts have to come to rest once all was taken down. */
const rest = 20_000

/** Milliseconds in which a host's program starts what it has made. */
const launching = 10_000

/** That a call came to its end, and how: no crash. */
export interface NotKilled {
  readonly notKilled: string
}

/**
 * Ends a call at one point, brings the cluster up again, takes it down, and tells what was left and what was lost. A
 * step that was over sooner than the point is ended at its beginning, in a second try.
 */
export async function tryCrash(place: CrashPlace, crash: Crash): Promise<FaultRun | NotKilled> {
  const tried = await tryOnce(place, crash)
  return 'notKilled' in tried ? tryOnce(place, { ...crash, point: { ...crash.point, delay: 0 } }) : tried
}

async function tryOnce(
  { testbed, hosts, clean }: CrashPlace,
  { scenario, point, seed, choice, hostsProgramToo }: Crash,
): Promise<FaultRun | NotKilled> {
  const began = performance.now()
  const cluster = await CrashCluster.make(testbed, hosts, scenario)
  const look = (): ReturnType<typeof containersOf> => containersOf(testbed, cluster)
  const violations: string[] = []
  try {
    const before = await prepare(testbed, cluster, scenario)
    const killed = await cluster.watched(scenario.words, point)
    if (killed.killedAt === null)
      return { notKilled: `it came to its end with ${killed.exitCode}, and not to the point: ${killed.stderr}` }
    for (const { step } of killed.steps) if (step.startsWith('not known')) violations.push(`the step is ${step}`)
    const ended = hostsProgramToo ? await endHostsProgram(testbed, point.host, killed.killedAt.marks) : 0
    const seen = await look()
    violations.push(...(await orphans(testbed, clean, cluster, ended > 0)))
    if (scenario.keeps) violations.push(...lostOf(before, seen))
    violations.push(...(await notListed(cluster, seen, look)))
    await cluster.setFault(false)
    const drafts = draftsIn(cluster.home)
    const { next, violations: wrong } = await nextUp(look, cluster, choice)
    violations.push(...wrong)
    const after = await look()
    if (scenario.keeps) violations.push(...lostOf(before, after))
    violations.push(...notWhole(after, before, scenario))
    violations.push(...(await takeDown(cluster, scenario)))
    const settled = await settle(testbed, clean, () => ({ names: [], files: [new RegExp(`^${cluster.folder}`)] }), rest)
    violations.push(...settled.violations)
    const left = [...describeLeft(seen), ...drafts]
    return {
      fault: ended > 0 ? "SIGKILL of berth, and of the host's program" : 'SIGKILL of berth',
      call: scenario.call,
      step: titleOf(point.step),
      ...whenOf(point, hosts),
      seed,
      hosts: hosts.length,
      engine: 'docker',
      left,
      leftFor: left.length === 0 ? null : scenario.leftFor,
      next,
      invariants,
      violations,
      seconds: Math.round((performance.now() - began) / 100) / 10,
    }
  } finally {
    await clear(testbed, cluster)
  }
}

/** Makes what the scenario finds; gives it. */
export async function prepare(
  testbed: Testbed,
  cluster: CrashCluster,
  { before }: Scenario,
): Promise<ReadonlyMap<string, SeenContainer | null>> {
  if (before === 'a fault') await cluster.setFault(true)
  if (before === 'nothing' || before === 'a fault') return containersOf(testbed, cluster)
  const { exitCode, stderr } = await cluster.berth(['up'])
  if (exitCode !== 0) throw new Error(`the up before the crash failed: ${stderr}`)
  await leavePrecious(testbed, await containersOf(testbed, cluster))
  const [last] = cluster.hosts.slice(-1)
  if (before === 'stopped')
    await Promise.all(cluster.hosts.map((host) => testbed.run(host, ['docker', 'kill', cluster.name])))
  else if (before === 'missing on the last' && last !== undefined)
    await testbed.run(last, ['docker', 'rm', '--force', '--volumes', cluster.name])
  return containersOf(testbed, cluster)
}

/** Removes, from outside, all that a cluster has anywhere. */
export async function clear(testbed: Testbed, cluster: CrashCluster): Promise<void> {
  const { hosts, name } = cluster
  await Promise.all(hosts.map((host) => testbed.run(host, ['docker', 'rm', '--force', '--volumes', name])))
  await cluster.remove()
}

/**
 * What nobody finds once the programs that go on without Berth have had their time. One that was killed between making
 * a container and starting it leaves that for `berth prune`, with a lease or without.
 */
async function orphans(
  testbed: Testbed,
  clean: HostsSnapshot,
  { name, home }: CrashCluster,
  hostsProgramEnded: boolean,
): Promise<string[]> {
  const ours = () => ({ names: [name], runs: recordedRuns(home), files: [/^/], processes: [/^/] })
  const { violations } = await settle(testbed, clean, ours, launching)
  // The volumes of the containers go with them, which is looked at in the end.
  return violations
    .filter((line) => !/: the volume \S+ \S+ has come$/.test(line))
    .filter((line) => !(hostsProgramEnded && line.includes(' is orphaned: created, ')))
}

/**
 * The containers that nobody would find by asking Berth, in words: those that are there before it is asked, and after
 * it. A program that is at work on a host yet may remove some meanwhile, and a lease may end.
 */
async function notListed(
  cluster: CrashCluster,
  seen: ReadonlyMap<string, SeenContainer | null>,
  look: () => ReturnType<typeof containersOf>,
): Promise<readonly string[]> {
  const { exitCode, stdout, stderr } = await cluster.berth(['ls', '--json'])
  if (exitCode !== 0) return [`what is there cannot be listed: ${stderr}`]
  const missing = [...seen].filter(([, container]) => container !== null && !stdout.includes(container.id))
  if (missing.length === 0) return []
  const after = await look()
  const there = missing.filter(([host, container]) => after.get(host)?.id === container?.id)
  return there.map(([host, container]) => `${host}: the container ${container?.id} is not listed`)
}

/** What is wrong with containers that a next `up` says are up. */
export function notWhole(
  after: ReadonlyMap<string, SeenContainer | null>,
  before: ReadonlyMap<string, SeenContainer | null>,
  { keeps }: Scenario,
): string[] {
  return [...after].flatMap(([host, container]) => {
    if (container === null || container.state !== 'running') return [`${host}: it is up, and no container runs`]
    const { stage, setup } = container
    const kept = keeps && (before.get(host) ?? null) !== null
    return [
      ...(stage === 'complete' ? [] : [`${host}: it is up, and is ${stage}`]),
      ...(setup.at(-1) === 'complete'
        ? []
        : [`${host}: it is up, and its setup script has written ${setup.join(', ')}`]),
      ...(kept && !container.precious ? [`${host}: a user's file is gone`] : []),
      ...(kept && setup.length !== 2 ? [`${host}: its setup script was run again`] : []),
    ]
  })
}

/** Uses what is up and takes it down; gives what went wrong. */
export async function takeDown(cluster: CrashCluster, { lifetime }: Scenario): Promise<string[]> {
  const used = await cluster.berth(['exec', '--', 'true'])
  const ended = await cluster.berth(lifetime === 'persistent' ? ['down', '--destroy'] : ['down'])
  return [
    ...(used.exitCode === 0 ? [] : [`what is up cannot be used: ${used.stderr}`]),
    ...(ended.exitCode === 0 ? [] : [`it cannot be taken down: ${ended.stderr}`]),
  ]
}

/** What a run record that was being written has left beside the records. */
function draftsIn(home: string): string[] {
  const folder = join(home, '.local/state/berth/runs')
  const drafts = existsSync(folder) ? readdirSync(folder).filter((name) => !name.endsWith('.json')) : []
  return drafts.length === 0 ? [] : ['the draft of a run record']
}
