import { spawn, spawnSync } from 'node:child_process'
import { randomInt, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { announced } from '../../../src/command/announce.js'
import { programs } from '../../../src/command/programs.generated.js'
import { endTree, terminate } from '../../../src/command/terminate.js'
import { watched } from '../../../src/command/watchdog.js'
import { eventually, processesOf, processesWith } from '../../command/processes.js'
import { everyShell, type ProgramShell } from '../program/every-shell.js'

const marks: string[] = []
afterAll(() => {
  for (const pid of marks.splice(0).flatMap(processesWith)) process.kill(pid, 'SIGKILL')
})

function newMark(): string {
  const mark = randomUUID()
  marks.push(mark)
  return mark
}

/** A command with children that left its session and its terminal. */
function sleeper(mark: string): string {
  const child = `sh -c 'trap "" TERM; sleep 300; : ${mark}'`
  return `setsid ${child} & nohup ${child} >/dev/null 2>&1 & ${child}`
}

/**
 * Waits until the whole command sleeps. Its wrappers, which have its text and its tag too, may still be at their own
 * beginning before.
 */
async function asleep(tag: string): Promise<void> {
  await eventually(
    () => processesOf('sleep', tag),
    ({ length }) => length === 3,
  )
}

async function gone(mark: string, patience?: number): Promise<void> {
  await eventually(
    () => processesWith(mark),
    ({ length }) => length === 0,
    patience,
  )
}

/** A process outside of the tree, as those of an inner command are. */
async function inner(): Promise<{ mark: string; pid: number }> {
  const mark = newMark()
  const { pid = 0 } = spawn('sleep', ['300'], { env: { ...process.env, INNER: mark }, detached: true, stdio: 'ignore' })
  await eventually(
    () => processesOf('sleep', mark),
    ({ length }) => length === 1,
  )
  return { mark, pid }
}

const watchedBy = (
  { argv }: ProgramShell,
  command: string,
  timeout: number,
  tag: string,
  terminator?: readonly string[],
) => {
  const [first = '', ...rest] = argv(watched({ argv: announced(`berth-${tag}`, command), tag, timeout, terminator }))
  return [first, rest] as const
}

describe.concurrent('a command', () => {
  everyShell(
    programs,
    ['command/announce', 'command/watchdog', 'command/terminate', 'command/end-tree'],
    (shell) => {
      it('is ended by the watchdog when it is overdue, and an inner one, though this side is gone', async () => {
        const tag = newMark()
        const { mark, pid } = await inner()
        const program = watchedBy(shell, sleeper(tag), 100, tag, ['kill', '-KILL', String(pid)])
        const client = spawn(...program, { stdio: ['ignore', 'pipe', 'pipe'], detached: true })
        await asleep(tag)
        client.stdout.destroy()
        client.stderr.destroy()
        await gone(tag, 30_000)
        await gone(mark)
      })

      it('is ended by the watchdog though the program for the inner command hangs', async () => {
        const tag = newMark()
        const client = spawn(...watchedBy(shell, sleeper(tag), 100, tag, ['sleep', '299']), {
          stdio: 'ignore',
          detached: true,
        })
        await once(client, 'exit')
        await gone(tag, 20_000)
      })

      it('is ended from this side, and an inner one', async () => {
        const tag = newMark()
        const { mark, pid } = await inner()
        const client = spawn(...watchedBy(shell, sleeper(tag), 299_000_000, tag), { stdio: 'ignore', detached: true })
        await asleep(tag)
        const [first = '', ...rest] = shell.argv(endTree(tag, ['kill', '-KILL', String(pid)]))
        const [status] = await once(spawn(first, rest), 'exit')
        expect(status).toBe(0)
        if (client.exitCode === null) await once(client, 'exit')
        await gone(tag)
        await gone(mark)
      })

      it('is ended alone, where there is no inner one, and leaves others', async () => {
        const [tag, other] = [newMark(), newMark()]
        for (const each of [tag, other])
          spawn(...watchedBy(shell, sleeper(each), 297_000_000, each), { stdio: 'ignore' })
        await asleep(tag)
        await asleep(other)
        for (const end of [endTree(tag, undefined), terminate(tag), terminate(other)]) {
          const [first = '', ...rest] = shell.argv(end)
          const [status] = await once(spawn(first, rest), 'exit')
          expect(status).toBe(0)
          await gone(tag)
          expect(processesOf('sleep', other)).toHaveLength(end.includes(`BERTH_EXEC=${other}`) ? 0 : 3)
        }
      })

      // busybox has a grep of its own, whatever PATH says.
      it.skipIf(shell.name === 'busybox').each([
        ['after the grace, not after so many looks, however long each takes', 'sleep 0.5'],
        [
          'though the look that should kill begins too early and ends too late',
          'case $looks in 2) sleep 1.8 ;; 3) sleep 2.5 ;; esac',
        ],
      ])('is killed %s', async (_, pause) => {
        const tag = newMark()
        const folder = mkdtempSync(join(tmpdir(), 'berth-slow-'))
        const grep = [
          '#!/bin/sh',
          `echo >>${folder}/looks`,
          `looks=$(wc -l <${folder}/looks)`,
          pause,
          'exec /bin/grep "$@"',
        ]
        writeFileSync(join(folder, 'grep'), `${grep.join('\n')}\n`, { mode: 0o755 })
        const loop = `trap "" TERM; while :; do sleep 300; : ${tag}; done`
        const [sh = '', ...words] = announced(`berth-${tag}`, ['sh', '-c', loop])
        const stubborn = spawn(sh, words, { env: { ...process.env, BERTH_EXEC: tag }, stdio: 'ignore' })
        await eventually(
          () => processesWith(tag),
          ({ length }) => length === 2,
        )
        const [env = '', path = '', ...rest] = shell.argv(terminate(tag))
        const [status] = await once(spawn(env, [path.replace('PATH=', `PATH=${folder}:`), ...rest]), 'exit')
        const looks = readFileSync(join(folder, 'looks'), 'utf8').length
        rmSync(folder, { recursive: true })
        expect(status).toBe(0)
        await eventually(
          () => stubborn.signalCode,
          (signal) => signal === 'SIGKILL',
        )
        expect(looks).toBeLessThan(10)
      })

      it('has its exit code and its streams, without a word of others', () => {
        for (const [command, status] of [
          ['exit 3', 3],
          ['exit 137', 137],
          ['kill -KILL $$', 137],
          ['kill -SEGV $$', 139],
        ] as const) {
          const tag = randomUUID()
          const seen = spawnSync(...watchedBy(shell, `echo out; echo err >&2; ${command}`, 60_000, tag), {
            encoding: 'utf8',
          })
          const printed = (word: string): unknown => expect.stringMatching(`^\nberth-${tag} \\d+\n${word}\n$`)
          expect(seen).toMatchObject({ status, stdout: printed('out'), stderr: printed('err') })
        }
      })

      it('has its own words and environment, whatever the watchdog counts and calls its own', () => {
        const env = { tag: 'a', now: 'b', words: 'c', grace: 'd', place: 'e' }
        const words = ['$tag', ' ', '', "it's"]
        const argv = ['sh', '-c', 'printf "<%s>" "$@"; echo $tag $now $words $grace $place', 'sh', ...words]
        const [first = '', ...rest] = shell.argv(
          watched({ argv, tag: randomUUID(), timeout: 60_000, terminator: ['echo', 'one', 'two'] }),
        )
        const { stdout } = spawnSync(first, rest, { encoding: 'utf8', env: { ...process.env, ...env } })
        expect(stdout).toBe(`<$tag>< ><><it's>a b c d e\n`)
      })

      it('leaves no watchdog behind, its sleep neither, however short it is', async () => {
        // Its own: these tests may run more than once at a time on one machine.
        const seconds = 100_000 + randomInt(100_000)
        for (let turn = 0; turn < 15; turn += 1) spawnSync(...watchedBy(shell, 'true', seconds * 1000, randomUUID()))
        await gone(`sleep\x00${seconds + 3}`)
      })
    },
    ['nohup'],
  )
})
