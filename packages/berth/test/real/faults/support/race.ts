import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import {
  invariants,
  recordedRuns,
  recordFaultRun,
  settle,
  snapshot,
  type Testbed,
  type TestbedHost,
} from '@berth/testbed'
import { engines, uniqueName } from '../../support/index.js'
import { randomFrom } from '../crash/points.js'
import { lookAtSet, makeWhole } from './race-set.js'
import { anotherUser, oneUser, Racer, type RacerEnd } from './racer.js'

/** Two calls that are made at one time. */
export interface Race {
  readonly calls: readonly ['up', 'up' | 'down' | 'attach']
  readonly users: 'one user' | 'two users'
  readonly seed: number
}

/** What became of a race. */
export interface RaceOutcome {
  /** What was wrong, a line each; empty where nothing was. */
  readonly violations: readonly string[]
  /** Whether both calls were done: neither was refused, and neither failed. */
  readonly bothDone: boolean
}

/** Milliseconds within which both calls end, and the hosts come to rest. */
const bound = 120_000
const rest = 20_000

const words: Readonly<Record<Race['calls'][number], readonly [string, ...string[]]>> = {
  up: ['up'],
  down: ['down'],
  // What attaches, uses what is there and launches nothing.
  attach: ['exec', '--', 'true'],
}

/** Refused, failed because another was first, or done. */
const goodEnds: readonly (number | null)[] = [0, 1, 3]

/** Runs a race on hosts, and records it. */
export async function race(
  testbed: Testbed,
  hosts: readonly TestbedHost[],
  { calls, users, seed }: Race,
): Promise<RaceOutcome> {
  const began = performance.now()
  const random = randomFrom(seed)
  const below = (end: number): number => Math.floor(random() * end)
  const lifetime = below(2) === 0 ? 'per_run' : 'persistent'
  const isThereBefore = calls[1] !== 'up' && below(2) === 0
  const swapped = below(2) === 0
  const later = below(2500)
  const pause = below(4) / 10
  const name = uniqueName('race')
  const folder = mkdtempSync(join(tmpdir(), 'berth-race-'))
  chmodSync(folder, 0o755)
  const script = join(folder, 'setup.sh')
  writeFileSync(script, `echo begun >>/setup\nsleep ${pause}\necho complete >>/setup\n`)
  const container = {
    name,
    lifetime,
    image: 'berth/debian-sshd:12',
    sshd: false,
    setup_script: script,
    runtime: { args: { defaults: 'none', network: 'host' } },
  }
  const one = await Racer.make(testbed, hosts, oneUser, container)
  const other = await Racer.make(testbed, hosts, users === 'two users' ? anotherUser : oneUser, container)
  const racers = [one, other] as const
  const known = (): string[] => racers.flatMap(({ home }) => recordedRuns(home))
  const violations: string[] = []
  let bothDone = false
  try {
    const before = await snapshot(testbed, hosts)
    if (isThereBefore) {
      const { exitCode, stderr } = await one.run('up')
      if (exitCode !== 0) throw new Error(`the up before the race failed: ${stderr}`)
    }
    const [first, second] = swapped ? ([1, 0] as const) : ([0, 1] as const)
    const start = (at: 0 | 1): Promise<RacerEnd> => {
      const [subcommand, ...rest] = words[calls[at]]
      return racers[at].run(subcommand, ...rest)
    }
    const ends = await Promise.all([start(first), delay(later).then(() => start(second))])
    bothDone = ends.every(({ exitCode }) => exitCode === 0)
    for (const [at, { exitCode, stderr, took }] of ends.entries()) {
      if (!goodEnds.includes(exitCode)) violations.push(`call ${at + 1} ended with ${exitCode}: ${stderr}`)
      if (took > bound) violations.push(`call ${at + 1} took ${Math.round(took / 1000)} s`)
    }
    if (calls[1] !== 'down' && ends.every(({ exitCode }) => exitCode !== 0))
      violations.push(`nobody won: ${ends.map(({ stderr }) => stderr).join('\n---\n')}`)
    const rested = await settle(testbed, before, () => ({ names: [name], runs: known() }), rest)
    violations.push(...rested.violations)
    const set = await lookAtSet(testbed, hosts, name)
    // A part may be left where a call that met the other one has said so; the next up makes it whole.
    if (set === 'a part' && ends.some(({ exitCode }) => exitCode !== 0)) {
      const mended = await makeWhole(racers)
      if (mended !== null) violations.push(`a part is left, and the next up fails: ${mended}`)
    }
    const good = set === 'a part' ? ['whole', 'containers of different runs'] : ['whole']
    const whole = set === 'a part' ? await lookAtSet(testbed, hosts, name) : set
    if (calls[1] === 'down') good.push('none')
    if (!good.includes(whole)) {
      const told = ends.map(({ exitCode, stderr }) => `${exitCode}: ${stderr}`).join('\n---\n')
      violations.push(`in the end, of the set there is: ${whole}; the calls ended with ${told}`)
    }
    if (below(4) === 0) {
      for (const racer of racers) await racer.run('down', ...(lifetime === 'persistent' ? ['--destroy'] : []))
      const gone = await settle(testbed, before, () => ({ names: [] }), rest)
      violations.push(...gone.violations.map((violation) => `after down: ${violation}`))
    }
  } finally {
    await engines(testbed).clear([name])
    for (const racer of racers) racer.remove()
    rmSync(folder, { recursive: true })
  }
  recordFaultRun({
    fault: `${calls.join(' beside ')}, two processes of ${users}`,
    call: `up, ${lifetime}${isThereBefore ? ', of running ones' : ''}`,
    step: null,
    moment: null,
    occurrence: null,
    delay: null,
    hostNumber: null,
    seed,
    hosts: hosts.length,
    engine: 'docker',
    left: [],
    leftFor: null,
    next: null,
    invariants: [...invariants, 'one set of one run, set up once on each host, or none'],
    violations,
    seconds: (performance.now() - began) / 1000,
  })
  return {
    violations: violations.map(
      (violation) => `${calls.join(' beside ')}, ${users}, ${lifetime}, seed ${seed}: ${violation}`,
    ),
    bothDone,
  }
}
