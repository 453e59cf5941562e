import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ExecResult, HostConnection, HostProgram } from '@berth/core/adapter'
import { afterAll, describe, expect, it } from 'vitest'
import { programs } from '../../../src/command/programs.generated.js'
import { tagAssignment } from '../../../src/command/terminate.js'
import { programCommand } from '../../../src/program/host-program.js'
import { askForReports } from '../../../src/program/index.js'
import { eventually, processesWith } from '../../command/processes.js'
import { everyShell } from './every-shell.js'

const operation = { host: 'this', code: 'BERTH_PROBE_UNTRUSTED', operation: 'look', afterwards: 'Look.' } as const

/** A program that holds a login while a command of its own, with a child that left its session, is at work. */
const holding = `
eval "$1"
hear_password -
open_login - || fail
say holding "$login"
{ setsid sleep 300 & sleep 300; } & wait $!`

describe.concurrent('a program that ends with Berth', () => {
  const tags: string[] = []
  afterAll(() => {
    for (const pid of tags.flatMap(processesWith)) process.kill(pid, 'SIGKILL')
  })

  everyShell(
    programs,
    ['report/report', 'command/lifeline', 'command/hear', 'command/terminate', 'image/login'],
    ({ argv, container }) => {
      const host = container as HostConnection

      /** The program at work, as a host runs it; the number of seconds that may pass in silence may be another. */
      const atWork = async (silence?: string): Promise<{ tag: string; child: ChildProcess; login: string }> => {
        const tag = randomUUID()
        tags.push(tag)
        const program: HostProgram = {
          program: holding,
          words: [programs['image/login']],
          input: 'secret\n',
          endsWithBerth: true,
        }
        const words = programCommand(program, 'nonce').map((word) => (word === '4' ? (silence ?? word) : word))
        const [first = '', ...rest] = argv(words)
        const [name = '', value = ''] = tagAssignment(tag).split('=')
        const child = spawn(first, rest, { env: { ...process.env, [name]: value }, stdio: ['pipe', 'pipe', 'ignore'] })
        let printed = ''
        child.stdout?.on('data', (piece: Buffer) => {
          printed += piece.toString()
        })
        child.stdin?.write('secret\n')
        await eventually(
          () => printed,
          (text) => text.includes('nonce holding\n/'),
        )
        const login = /holding\n(\S+)/.exec(printed)?.[1] ?? ''
        expect(readFileSync(join(login, 'room'), 'utf8')).toBe('')
        return { tag, child, login }
      }
      const goneWith = async (tag: string, login: string): Promise<void> => {
        await eventually(
          () => processesWith(tag),
          ({ length }) => length === 0,
        )
        expect(() => readFileSync(join(login, 'room'))).toThrow('ENOENT')
      }

      it('has the first line of its input, and ends by itself as any other', async () => {
        const program = 'IFS= read -r line; say line "$line"; cat; IFS= read -r more || say none'
        const input = 'p $(w) "\\ä%s\n'
        const { reports } = await askForReports(host, operation, { program, input, endsWithBerth: true }, {})
        expect(reports).toEqual([
          ['line', input.trim()],
          ['none', ''],
        ])
        const failing = { program: 'echo why >&2; fail', endsWithBerth: true }
        await expect(askForReports(host, operation, failing, {})).rejects.toMatchObject({ reason: 'why' })
      })

      it('is gone with its login and all that it began, once nobody holds its input', async () => {
        const { tag, child, login } = await atWork()
        child.stdin?.end()
        expect(await once(child, 'exit')).toEqual([75, null])
        await goneWith(tag, login)
      })

      it('is gone as well where nothing is heard for too long, and not before', async () => {
        const { tag, child, login } = await atWork('2')
        for (let beat = 0; beat < 4; beat++) {
          await new Promise((resolve) => setTimeout(resolve, 600))
          child.stdin?.write('\n')
        }
        expect(child.exitCode).toBeNull()
        expect(await once(child, 'exit')).toEqual([75, null])
        await goneWith(tag, login)
      })

      it('ends where it is aborted', async () => {
        const program = { program: 'say begun; sleep 300', endsWithBerth: true }
        const abort = new AbortController()
        const onReport = (): void => abort.abort()
        const asked = askForReports(host, operation, program, { signal: abort.signal, onReport })
        await expect(asked).rejects.toMatchObject({ code: 'BERTH_ABORTED' })
      })

      it('is run again where the host heard nothing of Berth, and not for ever', async () => {
        let runs = 0
        const unheard = (times: number): HostConnection =>
          Object.assign(Object.create(host), {
            exec: async (...asked: Parameters<HostConnection['exec']>): Promise<ExecResult> => {
              const result = await host.exec(...asked)
              return ++runs <= times ? { ...result, exitCode: 75 } : result
            },
          })
        const program = { program: 'say done', endsWithBerth: true }
        expect((await askForReports(unheard(2), operation, program, {})).reports).toEqual([['done', '']])
        runs = 0
        await expect(askForReports(unheard(3), operation, program, {})).rejects.toMatchObject({
          code: operation.code,
          reason: expect.stringContaining('heard nothing of Berth for 4 s, 3 times'),
        })
        expect(runs).toBe(3)
      })
    },
  )
})
