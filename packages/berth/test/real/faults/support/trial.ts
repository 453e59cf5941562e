import {
  type ContainerSeen,
  type FaultRun,
  type HostsSnapshot,
  invariants,
  type Moment,
  recordFaultRun,
  settle,
} from '@berth/testbed'
import { knownRequests, usersCommand } from '../../../faults/crash-steps.js'
import type { Fault } from './fault.js'
import { nextUp } from './next-up.js'
import type { LaunchLifetime, Scene } from './scene.js'

/** One fault that is caused in one call. */
export interface Trial {
  readonly fault: Fault
  readonly call: 'up' | 'up again' | 'exec' | 'down'
  readonly lifetime: LaunchLifetime
  /** One of the steps of crash tests. */
  readonly step: string
  readonly moment: Moment
  /** Milliseconds into the step, for `during`. Default is 60. */
  readonly delay?: number
}

/** Milliseconds that hosts have to come to rest. */
const rest = 30_000

const words: Readonly<Record<Trial['call'], readonly [string, ...string[]]>> = {
  up: ['up'],
  'up again': ['up'],
  exec: ['exec', '--', 'sh', '-c', 'sleep 1', usersCommand],
  down: ['down'],
}

/**
 * Causes a fault on the second host of a scene at a step of a call, undoes it, holds the invariants against all hosts,
 * brings the cluster up and takes it down. Gives what was wrong, after having recorded it all; null where the call never
 * comes to the step.
 */
export async function attempt(scene: Scene, trial: Trial): Promise<FaultRun | null> {
  const { fault, call, lifetime, step, moment, delay = 60 } = trial
  if (!['connect', ...knownRequests.map((known) => known.step)].includes(step)) throw new Error(`no step is ${step}`)
  const began = performance.now()
  const victim = scene.addresses[1] ?? ''
  const host = scene.testbed.host(victim).name
  const before = await scene.look()
  const at = { testbed: scene.testbed, host: victim, container: scene.name }
  const isThereBefore = call !== 'up'
  if (isThereBefore) await scene.bringUp()
  const had = await scene.ids()
  const [subcommand, ...rest1] = words[call]
  const berth = scene.berth.start({ step, host: victim, moment, delay }, subcommand, ...rest1)
  if (!(await berth.reached)) {
    await berth.ended
    return null
  }
  await fault.cause(at)
  berth.goOn()
  const violations: string[] = []
  const ended = await within(berth.ended, fault.bound)
  if (ended === null) violations.push(`berth ${subcommand} goes on after ${fault.bound} s`)
  else if (ended.exitCode === null || ![0, 1, 3, 4].includes(ended.exitCode))
    violations.push(`berth ${subcommand} ended with ${ended.exitCode}: ${ended.stderr}`)
  await fault.mend(at)
  const { stderr } = await berth.ended
  const restarted = fault.restarts ? [host] : []
  const told = [...stderr.matchAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g)].map(([run]) => run)
  const ours = (): Parameters<typeof settle>[2] extends () => infer Value ? Value : never => ({
    names: [scene.name],
    runs: [...scene.runs(), ...told],
    restarted,
    files: [/^\/run\/dockerd\.words$/],
  })
  const rested = await settle(scene.testbed, before, ours, rest)
  violations.push(...rested.violations)
  const left = leftIn(rested.after, scene, victim)
  const removes = fault.name === 'container removed by hand'
  const kept =
    lifetime === 'persistent' && isThereBefore ? had.map((id, index) => (removes && index === 1 ? null : id)) : []
  const after = await nextUp(
    scene.berth,
    (hosts, line) => Promise.all(hosts.map((one) => scene.testbed.run(one, ['su', '-', 'berth', '-c', line]))),
    () => scene.ids(),
  )
  violations.push(...after.violations, ...(await scene.wrongInside(kept)))
  const down = await scene.berth.run('down', ...(lifetime === 'persistent' ? ['--destroy'] : []))
  if (down.exitCode !== 0) violations.push(`down ended with ${down.exitCode}: ${down.stderr}`)
  const all = await settle(scene.testbed, before, () => ({ ...ours(), names: [] }), rest)
  violations.push(...all.violations)
  const run: FaultRun = {
    fault: fault.name,
    call: `${call}, ${lifetime}`,
    step,
    moment,
    seed: null,
    hosts: scene.hosts.length,
    engine: 'docker',
    left,
    leftFor:
      left.length === 0
        ? null
        : lifetime === 'persistent'
          ? 'for good, as all that is persistent'
          : 'until the next up, down or prune of its user',
    next: after.next,
    invariants,
    violations,
    seconds: (performance.now() - began) / 1000,
  }
  recordFaultRun(run)
  return run
}

async function within<Value>(promise: Promise<Value>, seconds: number): Promise<Value | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), seconds * 1000)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}

/** The containers that are there once the fault is over, in words that hold for many runs. */
function leftIn(look: HostsSnapshot, { name, testbed }: Scene, victim: string): string[] {
  const faulty = testbed.host(victim).name
  const words = [...look].flatMap(([host, { containers }]) =>
    [...containers.values()]
      .filter((container) => container.name === name)
      .map((container) =>
        `a container, ${stateOf(container)}, on the host of the fault`.replace(
          'the host of the fault',
          host === faulty ? 'the host of the fault' : 'the other host',
        ),
      ),
  )
  return [...new Set(words)].sort()
}

function stateOf({ state }: ContainerSeen): string {
  return state === 'exited' ? 'stopped' : state
}
