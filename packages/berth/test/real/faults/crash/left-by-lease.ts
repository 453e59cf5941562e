import { setTimeout as delay } from 'node:timers/promises'
import { allFaults, type FaultRun, type Testbed, type TestbedHost } from '@berth/testbed'
import type { CrashPoint } from '../../../../../testbed/src/faults/crash/crash-orders.js'
import { compare } from '../../../../../testbed/src/invariants/compare.js'
import type { ContainerSeen, HostsSnapshot } from '../../../../../testbed/src/invariants/host-snapshot.js'
import { snapshot } from '../../../../../testbed/src/invariants/snapshot.js'
import { titleOf } from '../../../faults/crash-steps.js'
import { CrashCluster } from './crash-cluster.js'
import { whenOf } from './points.js'
import { clear, type NotKilled } from './trial.js'

/** A call whose containers have a lease, and that is ended in the middle. */
export interface LeasedCall {
  readonly call: string
  /** The subcommand and its words. */
  readonly words: readonly [string, ...string[]]
}

/** Seconds of the lease, the shortest that there is, and for which what has run out may stay. */
const lease = { seconds: 5, grace: 5 } as const

/**
 * Seconds for which what has run out is waited for: where all faults are caused, the grace itself; every day others use
 * the machine too, and speed is not what is tested.
 */
const patience = allFaults() ? lease.grace : 20

const invariants = ['no container is left past the lease and 5 s', 'what was not ours is as it was']

/** What a crash is tried on: hosts, with what else is on them. */
export interface LeasePlace {
  readonly testbed: Testbed
  readonly hosts: readonly TestbedHost[]
  readonly clean: HostsSnapshot
  /** Names of the containers that others have on the hosts at the same time. */
  readonly neighbours: () => readonly string[]
}

/** Looked at once all have ended. */
export const inTheEnd = 'once all have ended, no process, login or file is left'

/** The cluster of a leased call on a port of its own, beside others on the same hosts. */
export function leasedCluster({ testbed, hosts }: LeasePlace, port: number): Promise<CrashCluster> {
  const keys = { lease: `${lease.seconds}s`, sshd_port: port }
  return CrashCluster.make(testbed, hosts, { lifetime: 'per_run', keys })
}

/** A point at which a leased call is ended, and what chance has chosen it from. */
interface LeaseCrash {
  readonly point: CrashPoint
  readonly seed: number
}

/**
 * Ends a call at a point, and waits for its containers to end themselves. A step that was over sooner than the point is
 * ended at its beginning, in a second try.
 */
export async function tryLease(
  place: LeasePlace,
  make: () => Promise<CrashCluster>,
  leased: LeasedCall,
  { point, seed }: LeaseCrash,
): Promise<FaultRun | NotKilled> {
  const tried = await tryOnce(place, await make(), leased, { point, seed })
  if (!('notKilled' in tried)) return tried
  return tryOnce(place, await make(), leased, { point: { ...point, delay: 0 }, seed })
}

async function tryOnce(
  place: LeasePlace,
  cluster: CrashCluster,
  { call, words }: LeasedCall,
  { point, seed }: LeaseCrash,
): Promise<FaultRun | NotKilled> {
  const began = performance.now()
  const { testbed, hosts } = place
  try {
    const killed = await cluster.watched(words, point)
    const killedAt = Date.now()
    if (killed.killedAt === null)
      return { notKilled: `it came to its end with ${killed.exitCode}, and not to the point: ${killed.stderr}` }
    const first = await containersNamed(place, cluster.name)
    const violations = await outlived(place, cluster, killedAt)
    const left = first.size === 0 ? [] : [`containers on ${first.size === hosts.length ? 'all' : 'some'} hosts`]
    return {
      fault: 'SIGKILL of berth, then nobody',
      call,
      step: titleOf(point.step),
      ...whenOf(point, hosts),
      seed,
      hosts: hosts.length,
      engine: 'docker',
      left,
      leftFor: left.length === 0 ? null : `the lease (here ${lease.seconds} s) and ${lease.grace} s at most`,
      next: null,
      invariants,
      violations,
      seconds: Math.round((performance.now() - began) / 100) / 10,
    }
  } finally {
    await clear(testbed, cluster)
  }
}

/**
 * Waits until what a process left has had its time: the lease, from when the process was killed, or from when a
 * container was started by a host that had been asked for it before; and the grace. Gives what is left then.
 */
async function outlived(place: LeasePlace, cluster: CrashCluster, killedAt: number): Promise<string[]> {
  for (let latest = killedAt; ; ) {
    await delay(Math.max(1000, latest + (lease.seconds + lease.grace) * 1000 - Date.now()))
    const isLate = Date.now() >= latest + (lease.seconds + patience) * 1000
    const left = await containersNamed(place, cluster.name)
    const started = Math.max(latest, ...[...left.values()].map(({ started }) => Date.parse(started)))
    if (left.size === 0 || (isLate && started === latest)) return leftOver(place, cluster)
    latest = started
  }
}

async function leftOver({ testbed, hosts, clean, neighbours }: LeasePlace, cluster: CrashCluster): Promise<string[]> {
  const others = neighbours().filter((name) => name !== cluster.name)
  const now = await snapshot(testbed, hosts)
  const ours = { names: [cluster.name], neighbours: others, files: [/^/], processes: [/^/] }
  const wrong = compare(clean, now, ours)
  const containers = [...(await containersNamed({ testbed, hosts }, cluster.name))].map(
    ([host, { id, state }]) => `${host}: the container ${id.slice(0, 12)} is left, ${state}`,
  )
  return [...containers, ...wrong.filter((line) => !line.includes('the volume '))]
}

async function containersNamed(
  { testbed, hosts }: Pick<LeasePlace, 'testbed' | 'hosts'>,
  name: string,
): Promise<ReadonlyMap<string, ContainerSeen>> {
  const looks = await snapshot(testbed, hosts)
  return new Map(
    [...looks].flatMap(([host, { containers }]) =>
      [...containers.values()]
        .filter((container) => container.name === name)
        .map((container) => [host, container] as const),
    ),
  )
}
