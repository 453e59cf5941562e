import { readdirSync, readFileSync } from 'node:fs'
import type { ClusterExecOptions, ContainerInput, HostResult, HostResults, RuntimeArgsInput } from '@berth/core'
import { afterAll, expect } from 'vitest'
import { describeReal, realTest as test, testbed, usePlace } from './support/index.js'

/** A program that does not let itself be found easily, made of a command that sleeps. */
type Awkward = Readonly<Record<string, (sleep: string) => string>>

const away = '</dev/null >/dev/null 2>&1 &'

/** What every user can run. */
const plain: Awkward = {
  'in a session of its own': (sleep) => `setsid ${sleep}`,
  'without environment': (sleep) => `env -i ${sleep}`,
  'under nohup': (sleep) => `nohup ${sleep} >/dev/null`,
  'forked twice': (sleep) => `(${sleep} &); ${sleep}`,
  'forked twice, in a session of its own, without environment and streams': (sleep) =>
    `(setsid env -i ${sleep} ${away}); ${sleep}`,
  'with another environment than it began with': (sleep) =>
    `perl -e '$0 = "x" x 3000; system(split(" ", "env -i ${sleep}"))'`,
  'that ignores SIGTERM': (sleep) => `trap '' TERM; while :; do ${sleep}; done`,
  'that is stopped': (sleep) => `sh -c 'kill -STOP $$; ${sleep}' & ${sleep}`,
}

/** What root can run: the programs of others. */
const ofOthers: Awkward = {
  'of another user': (sleep) => `setpriv --reuid 65534 --clear-groups env -i ${sleep}`,
  'under su': (sleep) => `su nobody -s /bin/sh -c '${sleep}; :'`,
  'under su -': (sleep) => `su - nobody -s /bin/sh -c 'setsid ${sleep}; :' 2>/dev/null`,
  'left behind by su -': (sleep) =>
    `su - nobody -s /bin/sh -c '(setsid env -i ${sleep} ${away})' 2>/dev/null; ${sleep}`,
  'left behind by su - of root': (sleep) => `su - -c '(setsid env -i ${sleep} ${away})'; ${sleep}`,
}

/** What a user with `sudo -n` can run. */
const bySudo: Awkward = {
  'under sudo': (sleep) => `sudo -n ${sleep}`,
  'under sudo, in a session of its own': (sleep) => `sudo -n setsid ${sleep}`,
  'left behind by sudo': (sleep) => `sudo -n sh -c '(setsid env -i ${sleep} ${away})'; ${sleep}`,
  'under sudo and su': (sleep) => `sudo -n su - nobody -s /bin/sh -c '${sleep}; :' 2>/dev/null`,
}

/** A sleep that no other test has. */
let last = 700_000 + (process.pid % 1000) * 100
const newSleep = (): string => `sleep ${++last}`
const first = last

/** Processes of this machine, and so of its hosts and their containers, that run this, by their innermost number. */
function running(words: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && read(`/proc/${name}/cmdline`) === `${words.replaceAll(' ', '\0')}\0`)
    .map((name) => Number(/^NSpid:.*\s(\d+)$/m.exec(read(`/proc/${name}/status`))?.[1]))
}

function read(path: string): string {
  try {
    return readFileSync(path, 'latin1')
  } catch {
    return ''
  }
}

afterAll(() => {
  for (const name of readdirSync('/proc').filter((each) => /^\d+$/.test(each))) {
    const [, seconds] = /^sleep\0(\d+)\0$/.exec(read(`/proc/${name}/cmdline`)) ?? []
    if (Number(seconds) > first && Number(seconds) <= last) process.kill(Number(name), 'SIGKILL')
  }
})

type Run = (
  command: string,
  options: Pick<ClusterExecOptions, 'timeout' | 'signal' | 'onOutput'>,
) => Promise<HostResults>

/** How often the programs are ended; more by hand. */
const turns = Number(process.env.BERTH_TEST_RUNS ?? 1)

/** A program, and how it is ended. */
interface Ending {
  readonly what: string
  readonly command: (sleep: string) => string
  readonly way: 'timeout' | 'abort'
}

/** What is ended in a turn, of which the first is 0. */
type Turn = (turn: number) => readonly Ending[]

/** Each program in one way a turn. With the offsets 0 and 1 each is ended in both. */
function inTurn(programs: Awkward, offset: 0 | 1): Turn {
  return (turn) =>
    Object.entries(programs).map(([what, command], index) => ({
      what,
      command,
      way: (turn + offset + index) % 2 === 0 ? 'timeout' : 'abort',
    }))
}

/** Each program in both ways a turn. */
function bothWays(programs: Awkward): Turn {
  return (turn) => [...inTurn(programs, 0)(turn), ...inTurn(programs, 1)(turn)]
}

/** Runs programs to a timeout or to an abort, and gives what was left that no result named. */
async function endAll(run: Run, host: string, endings: readonly Turn[]): Promise<readonly string[]> {
  const once = async ({ what, command, way }: Ending): Promise<string[]> => {
    const sleep = newSleep()
    const controller = new AbortController()
    let seen = 0
    const onOutput = async (): Promise<void> => {
      for (let turn = 0; turn < 100 && seen === 0; turn += 1) {
        await new Promise((resolve) => setTimeout(resolve, 50))
        seen = running(sleep).length
      }
      if (way === 'abort') controller.abort()
    }
    const ways = way === 'timeout' ? { timeout: '5s' as const } : { signal: controller.signal }
    const results = await run(`echo up; ${command(sleep)}`, { ...ways, onOutput })
    const result: HostResult = results.get(host)
    const named = result.mayStillRun?.processes.map(({ process }) => process) ?? []
    const silent = running(sleep).filter((process) => !named.includes(process))
    if (result.endedBy !== way || seen === 0) return [`${what}: ${result.endedBy}, ${seen} seen, ${result.stderr}`]
    return silent.length === 0 ? [] : [`${what} (${way}): ${silent.length} left`]
  }
  const all = Array.from({ length: turns }, (_, turn) => endings.flatMap((of) => of(turn))).flat()
  // Some at a time: a host takes ten channels.
  const found: string[] = []
  const work = async (): Promise<void> => {
    for (let next = all.shift(); next !== undefined; next = all.shift()) found.push(...(await once(next)))
  }
  await Promise.all([1, 2, 3, 4, 5, 6].map(work))
  return found
}

describeReal('awkward programs at their timeout or an abort', () => {
  const place = usePlace(testbed)
  const host = (): string => place().addresses[0] ?? ''

  // What only one user can run is ended in both ways. That without rights has the one offset here and the other inside.
  test.each<[string, readonly Turn[]]>([
    ['root', [inTurn(plain, 0), bothWays(ofOthers)]],
    ['sudoer', [inTurn(plain, 1), bothWays(bySudo)]],
    ['berth', [inTurn(plain, 0)]],
  ])(
    'are ended on a host, or named: %s',
    async (username, endings) => {
      const cluster = place().open('per_run', { username })
      const left = await endAll(
        (command, options) => cluster.execOnHost(command, { ...options, hosts: [host()] }),
        host(),
        endings,
      )
      expect(left).toEqual([])
    },
    240_000 * turns,
  )

  test.each<[string, RuntimeArgsInput, string, readonly Turn[]]>([
    ['with all capabilities', {}, '0', [inTurn({ ...plain, ...ofOthers }, 0)]],
    ['without CAP_SYS_PTRACE', { defaults: 'none' }, '0', [inTurn({ ...plain, ...ofOthers }, 1)]],
    ['without CAP_SYS_PTRACE, as another user', { defaults: 'none' }, '1234', [inTurn(plain, 1)]],
  ])(
    'are ended in a container, or named: %s',
    async (_, args, user, endings) => {
      const container: Partial<ContainerInput> = { image: 'berth/debian:12', runtime: { args } }
      const cluster = place().open('per_run', {}, container)
      await cluster.up()
      const left = await endAll(
        (command, options) => cluster.exec(command, { ...options, user, hosts: [host()] }),
        host(),
        endings,
      )
      expect(left).toEqual([])
    },
    240_000 * turns,
  )
})
