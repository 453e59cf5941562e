import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomInt, randomUUID } from 'node:crypto'
import { afterAll, describe, expect, it, onTestFinished } from 'vitest'
import { announced } from '../../../src/command/announce.js'
import { programs } from '../../../src/command/programs.generated.js'
import { endedLine, endTree, type FirstProcess, leftOf } from '../../../src/command/terminate.js'
import { watched } from '../../../src/command/watchdog.js'
import { eventually, processesWith } from '../../command/processes.js'
import { bashAlone, everyShell, type ProgramShell } from '../program/every-shell.js'

/** What the sleep of a command is known by, whatever becomes of its environment. */
const marks: string[] = []
afterAll(() => {
  for (const pid of marks.flatMap((mark) => processesWith(mark))) process.kill(pid, 'SIGKILL')
})

/** A command whose processes are not found by their environment, or not by their parents, or not by either. */
const awkward: Readonly<Record<string, (sleep: string) => string>> = {
  'has no environment': (sleep) => `env -i ${sleep}`,
  'is in a session of its own, without environment': (sleep) => `setsid env -i ${sleep}`,
  'has lost its parent': (sleep) => `(env -i ${sleep} &); ${sleep}`,
  'has lost its parent, its session, its environment and its streams': (sleep) =>
    `(setsid env -i ${sleep} </dev/null >/dev/null 2>&1 &); ${sleep}`,
  'outlives the command that left it': (sleep) => `(setsid env -i ${sleep} </dev/null >/dev/null 2>&1 &)`,
  'ignores that its terminal goes': (sleep) => `nohup env -i ${sleep} >/dev/null 2>&1`,
  'heeds no signal but one': (sleep) => `trap '' TERM INT HUP; while :; do env -i ${sleep}; done`,
  'is stopped': (sleep) => `env -i sh -c 'kill -STOP $$; ${sleep}' & ${sleep}`,
  'begins anew when it is asked to end': (sleep) => `trap 'setsid env -i ${sleep} & exit' TERM; ${sleep} & wait`,
  'is called what it likes': (sleep) => `env -i sh -c 'printf "a) S 1 (1\\n7 (" >/proc/self/comm; ${sleep}; :'`,
}

/** Takes the mark away, as a login as another user may. */
const forgets =
  '{ ulimit -S -x unlimited || ulimit -S -w unlimited; } 2>/dev/null; echo 50000 >/proc/self/timerslack_ns'

function begin(shell: ProgramShell, tag: string, command: string): ChildProcess {
  const [program = '', ...words] = shell.argv(announced(`berth-${tag}`, ['sh', '-c', command]))
  return spawn(program, words, { env: { ...process.env, BERTH_EXEC: tag }, detached: true, stdio: 'ignore' })
}

function end(shell: ProgramShell, tag: string, first?: FirstProcess): string {
  const [program = '', ...words] = shell.argv(endTree(tag, undefined, first))
  return spawnSync(program, words, { encoding: 'utf8' }).stdout
}

/** A sleep that no other test has, and the text by which it is looked for from outside. */
function newSleep(): { readonly sleep: string; readonly mark: string } {
  const seconds = `${100_000 + randomInt(800_000)}`
  const mark = `sleep\0${seconds}`
  marks.push(mark)
  return { sleep: `sleep ${seconds}`, mark }
}

describe.concurrent('a process of a command', () => {
  everyShell(
    programs,
    ['command/announce', 'command/terminate', 'command/end-tree', 'command/watchdog'],
    (shell) => {
      it.each(Object.entries(awkward))('that %s is ended', async (_, command) => {
        const tag = randomUUID()
        const { sleep, mark } = newSleep()
        begin(shell, tag, command(sleep))
        await eventually(
          () => processesWith(mark),
          ({ length }) => length > 0,
        )
        expect(end(shell, tag)).toContain(endedLine(`berth-${tag}`))
        expect(processesWith(mark)).toEqual([])
      })

      it('that has lost all by which it is known is ended if it is the first, which no younger one is', async () => {
        const tag = randomUUID()
        const { sleep, mark } = newSleep()
        const { pid = 0 } = begin(shell, tag, `${forgets}; exec env -i ${sleep}`)
        await eventually(
          () => processesWith(mark),
          ([process]) => process === pid,
        )
        expect(end(shell, tag, { process: pid, age: 3_600_000 })).toContain(endedLine(`berth-${tag}`))
        expect(processesWith(mark)).toEqual([pid])
        expect(end(shell, tag, { process: pid, age: 0 })).toContain(endedLine(`berth-${tag}`))
        expect(processesWith(mark)).toEqual([])
      })

      it('that has lost all by which it is known is ended by its watchdog', async () => {
        const tag = randomUUID()
        const { sleep, mark } = newSleep()
        const argv = announced(`berth-${tag}`, ['sh', '-c', `${forgets}; exec env -i ${sleep}`])
        const [program = '', ...words] = shell.argv(watched({ argv, tag, timeout: 8_000, terminator: undefined }))
        spawn(program, words, { detached: true, stdio: 'ignore' })
        await eventually(
          () => processesWith(mark),
          ({ length }) => length === 1,
        )
        await eventually(
          () => processesWith(mark),
          ({ length }) => length === 0,
          40_000,
        )
      })

      it('that is another command is not, nor what that one started', async () => {
        const [tag, other] = [randomUUID(), randomUUID()]
        const [outer, inner] = [newSleep(), newSleep()]
        const nested = announced(`berth-${other}`, [
          'sh',
          '-c',
          `(setsid env -i ${inner.sleep} &); exec ${inner.sleep}`,
        ])
        const words = nested.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ')
        begin(shell, tag, `BERTH_EXEC=${other} ${words} & ${outer.sleep}`)
        await eventually(
          () => [processesWith(inner.mark).length, processesWith(outer.mark).length],
          ([inside, outside]) => inside === 2 && outside === 1,
        )
        expect(end(shell, tag)).toContain(endedLine(`berth-${tag}`))
        expect([processesWith(inner.mark).length, processesWith(outer.mark).length]).toEqual([2, 0])
        expect(end(shell, other)).toContain(endedLine(`berth-${other}`))
        expect(processesWith(inner.mark)).toEqual([])
      })

      it('that names another process in the value of its tag leaves that one alone', async () => {
        const tag = randomUUID()
        const [outer, stranger] = [newSleep(), newSleep()]
        begin(shell, tag, outer.sleep)
        const [program = '', ...words] = stranger.sleep.split(' ')
        const { pid } = spawn(program, words, { detached: true, stdio: 'ignore' })
        const value = `x\n/proc/${pid}/environ:BERTH_EXEC=${tag}`
        const liar = spawn('sleep', ['1000'], { env: { BERTH_EXEC: value, PATH: process.env.PATH }, stdio: 'ignore' })
        onTestFinished(() => void liar.kill())
        await eventually(
          () => [processesWith(outer.mark).length, processesWith(stranger.mark).length],
          ([ours, others]) => ours === 1 && others === 1,
        )
        expect(end(shell, tag)).toContain(endedLine(`berth-${tag}`))
        expect(processesWith(stranger.mark)).toEqual([pid])
      })

      it('is told from a daemon of others by its mark, whatever number that is', async () => {
        // Of the tags whose mark is a multiple of 50,000, the usual slack of timers.
        const beginning = (39_344 + 50_000 * randomInt(2 ** 31)).toString(16).padStart(12, '0')
        const tag = `${beginning.slice(0, 8)}-${beginning.slice(8)}-${randomUUID().slice(14)}`
        const [outer, daemon] = [newSleep(), newSleep()]
        begin(shell, tag, outer.sleep)
        await eventually(
          () => processesWith(outer.mark),
          ({ length }) => length === 1,
        )
        spawnSync('sh', ['-c', `(setsid ${daemon.sleep} </dev/null >/dev/null 2>&1 &)`])
        await eventually(
          () => processesWith(daemon.mark),
          ({ length }) => length === 1,
        )
        end(shell, tag)
        expect([processesWith(outer.mark).length, processesWith(daemon.mark).length]).toEqual([0, 1])
      })

      it('has no variable of what marks it, though one is called as Berth calls its own', () => {
        const env = { mark: 'a', tag: 'b', process: 'c', stat: 'd', known: 'e' }
        const argv = announced(`berth-${randomUUID()}`, ['sh', '-c', 'echo $mark $tag $process $stat $known'])
        const [program = '', ...words] = shell.argv(argv)
        const { stdout } = spawnSync(program, words, { encoding: 'utf8', env: { ...process.env, ...env } })
        expect(stdout).toMatch(/\na b c d e\n$/)
      })
    },
    ['nohup'],
  )
})

// Alone: what one command has left may be another's, as far as its user can tell.
describe('a process of a command', () => {
  bashAlone(programs, ['command/announce', 'command/terminate', 'command/end-tree'], (shell) => {
    it('that acts as another user than it was begun by, as sudo does, is named to who may not end it', async () => {
      const tag = randomUUID()
      const [outer, inner] = [newSleep(), newSleep()]
      const begun = `(${forgets}; setsid /usr/bin/setpriv --ruid 65534 env -i ${inner.sleep} &)`
      begin(shell, tag, `${begun}; exec /usr/bin/setpriv --reuid 65534 --clear-groups ${outer.sleep}`)
      await eventually(
        () => [processesWith(inner.mark).length, processesWith(outer.mark).length],
        ([inside, outside]) => inside === 1 && outside === 1,
      )
      const [pid] = processesWith(inner.mark)
      const words = shell.argv(endTree(tag, undefined))
      const asUser = ['--reuid', '65534', '--regid', '65534', '--clear-groups', ...words]
      const said = spawnSync('setpriv', asUser, { encoding: 'utf8' }).stdout
      expect(leftOf(said, `berth-${tag}`)).toContainEqual({ process: pid, command: 'sleep', user: 'root' })
      expect([processesWith(inner.mark).length, processesWith(outer.mark).length]).toEqual([1, 0])
      if (pid !== undefined) process.kill(pid, 'SIGKILL')
    })
  })
})
