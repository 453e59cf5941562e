import type { ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FaultRun } from '@berth/testbed'
import { mpiUnderTest } from '../../../../../testbed/test/mpi-under-test.js'
import { type MpiPlace, processesNamed } from './mpi-place.js'

/** A way in which a launch comes to a bad end. */
interface Ending {
  readonly name: string
  /** Seconds after which no rank may be alive. */
  readonly within: number
  /** `choice`: from 0 to below 1, which host or rank it is. */
  cause(at: { place: MpiPlace; child: ChildProcess; ranks: readonly number[]; choice: number }): Promise<string | null>
  /** What is said of it, where it is for Berth to say something; by the name of the host. */
  says(host: string | null): RegExp | null
}

const chosenHost = (place: MpiPlace, choice: number): string => {
  const { hosts } = place.testbed
  return hosts[Math.floor(choice * hosts.length)]?.address ?? ''
}

/** All of them, by what they are. */
export const endings = {
  interrupt: {
    name: 'Ctrl-C',
    within: 3,
    async cause({ child }) {
      child.kill('SIGINT')
      return null
    },
    says: () => null,
  },
  kill: {
    name: 'SIGKILL of berth mpirun',
    within: 5,
    async cause({ child }) {
      child.kill('SIGKILL')
      return null
    },
    says: () => null,
  },
  cut: {
    name: 'link of a host cut, of mpirun',
    within: 3,
    async cause({ place, choice }) {
      const host = chosenHost(place, choice)
      await place.testbed.cut(host)
      return host
    },
    says: (host) => new RegExp(`${host}.*lost`, 's'),
  },
  rank: {
    name: 'SIGKILL of a rank',
    within: 3,
    async cause({ ranks, choice }) {
      process.kill(ranks[Math.floor(choice * ranks.length)] ?? 0, 'SIGKILL')
      return null
    },
    says: () => /rank \d+ on \S+ was ended by signal 9/,
  },
} as const satisfies Readonly<Record<string, Ending>>

/** One launch that comes to one bad end. */
export interface MpiTrial {
  readonly ending: Ending
  readonly launch: 'berth' | 'sshd'
  /** Whether its ranks do not heed SIGTERM. */
  readonly stubborn: boolean
  readonly choice: number
}

/** Starts ranks on all hosts, has them come to a bad end, and says how long they lived after that. */
export async function tryEnding(place: MpiPlace, { ending, launch, stubborn, choice }: MpiTrial): Promise<FaultRun> {
  const began = performance.now()
  const name = `rank-${randomUUID().slice(0, 13)}`
  const heedless = `exec -a ${name} bash -c 'trap "" TERM INT HUP; while :; do sleep 1; done'`
  const words = ['-n', String(place.ranks), '--launch', launch, '--', stubborn ? heedless : `exec -a ${name} sleep 900`]
  const { child, ended } = place.berth.start('mpirun', ...words)
  const ranks = await until(
    60,
    () => processesNamed(name),
    (found) => found.length === place.ranks,
  )
  // A guard is begun while the launcher is: what comes before that is not what is tried here.
  await sleep(500)
  const from = performance.now()
  const host = await ending.cause({ place, child, ranks, choice })
  const left = await until(
    30,
    () => processesNamed(name),
    (found) => found.length === 0,
  )
  const lived = (performance.now() - from) / 1000
  process.stderr.write(`${ending.name}, ${launch}${stubborn ? ', stubborn' : ''}: ${lived.toFixed(2)} s\n`)
  const { stderr } = await ended
  if (host !== null) await place.testbed.heal(host)
  for (const rank of left) process.kill(rank, 'SIGKILL')
  const says = ending.says(host)
  return {
    ...{
      fault: ending.name,
      call: `mpirun of ${mpiUnderTest}, launch ${launch}`,
      step: null,
      moment: null,
      occurrence: null,
      delay: null,
    },
    ...{ hostNumber: null, seed: null, hosts: place.testbed.hosts.length, engine: 'docker' },
    ...{ left: [], leftFor: null, next: null },
    invariants: [`no rank is alive on any host ${ending.within} s after the end of a launch`],
    violations: [
      ...(lived > ending.within ? [`ranks were alive ${lived.toFixed(1)} s after it`] : []),
      ...(says !== null && !says.test(stderr) ? [`it says ${stderr}`] : []),
    ],
    seconds: (performance.now() - began) / 1000,
  }
}

/** Looks again and again, for so many seconds. Gives what was seen last. */
async function until<Seen>(seconds: number, look: () => Seen, isDone: (seen: Seen) => boolean): Promise<Seen> {
  const end = performance.now() + seconds * 1000
  for (;;) {
    const seen = look()
    if (isDone(seen) || performance.now() > end) return seen
    await sleep(50)
  }
}
