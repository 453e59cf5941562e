import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import type { Command, ContainerExecOptions, ExecResult } from '@berth/core/adapter'
import { awkwardWords } from '../../../suite/awkward-words.js'
import { countedSource } from '../../../suite/counted-source.js'
import { rejectsWith } from '../../../suite/rejects-with.js'
import { awkwardText } from '../../fixture/awkward-text.js'
import { newProcessMark } from '../../fixture/process-mark.js'
import { programs } from '../../fixture/programs.js'
import { launches, type RuntimeObligation } from '../../fixture/runtime-obligation.js'

/** What `exec` owes of the command: its words, its input and its surroundings. */
export const commandObligations: readonly RuntimeObligation[] = [
  {
    name: 'passes every byte of an argument vector',
    needs: launches,
    body: async (stage) => {
      const { stdout, stderr } = await stage.exec(programs.printWords(awkwardWords))
      assert.deepEqual({ stdout, stderr }, { stdout: awkwardWords.map((word) => `${word}|`).join(''), stderr: '' })
    },
  },
  {
    name: "has a shell string read by the container's shell, once",
    needs: launches,
    body: async (stage) => {
      const { stdout } = await stage.exec(programs.readByShell)
      assert.equal(stdout, `in$A "\\it's sub\nand\n`)
    },
  },
  {
    name: 'gives a command a megabyte of standard input, byte for byte',
    needs: [...launches, 'stdin'],
    body: async (stage) => {
      const stdin = Buffer.alloc(1024 * 1024, Buffer.from(Array.from({ length: 251 }, (_, byte) => byte)))
      const { stdout } = await stage.exec(programs.checksum, { stdin })
      assert.equal(stdout.split(' ')[0], createHash('sha256').update(stdin).digest('hex'))
    },
  },
  {
    name: 'gives a command its standard input from a source piece by piece, and its end',
    needs: [...launches, 'stdin'],
    body: async (stage) => {
      const { source, digest } = countedSource(3, 100_003)
      const { stdout } = await stage.exec(programs.checksum, { stdin: source, timeout: 30_000 })
      assert.equal(stdout.split(' ')[0], digest)
    },
  },
  {
    name: 'asks a source of standard input for no more than the command reads',
    needs: [...launches, 'stdin'],
    body: async (stage) => {
      const { source, seen } = countedSource(96, 1024 * 1024)
      await stage.exec(programs.leaveInput, { stdin: source, timeout: 30_000 })
      assert.ok(seen.pieces < 96, `all ${seen.pieces} MiB were asked for, and the command read nothing`)
    },
  },
  {
    name: 'gives a command an empty standard input when there is none',
    needs: launches,
    body: async (stage) => {
      const { stdout } = await stage.exec(programs.countBytes, { timeout: 20_000 })
      assert.equal(stdout.trim(), '0')
    },
  },
  {
    name: 'refuses standard input, for want of the capability stdin',
    needs: launches,
    lacks: 'stdin',
    body: async (stage) => {
      const running = stage.exec(programs.countBytes, { stdin: 'x' })
      await rejectsWith(running, { host: stage.host.host, code: 'BERTH_CAPABILITY_MISSING' })
    },
  },
  {
    name: 'sets the environment of a command, byte for byte',
    needs: launches,
    body: async (stage) => {
      const { stdout } = await stage.exec(programs.printVariables(['AWKWARD', 'EMPTY']), {
        env: { AWKWARD: awkwardText, EMPTY: '' },
      })
      assert.equal(stdout, `${awkwardText}||`)
    },
  },
  {
    name: 'extends variables of the container in the environment of a command',
    needs: launches,
    body: async (stage) => {
      const { stdout } = await stage.exec(programs.printVariables(['PATH', 'UNSET']), {
        env: { PATH: { prepend: '/of/the command' }, UNSET: { prepend: 'a', append: 'z' } },
      })
      assert.match(stdout, /^\/of\/the command:\/[^|]+\|a:z\|$/)
    },
  },
  {
    name: 'gives a command its public environment, under its own',
    needs: launches,
    body: async (stage) => {
      const print = programs.printVariables(['ONE', 'TWO'])
      const publicEnv = { ONE: 'a=b', TWO: "it's" }
      assert.equal((await stage.exec(print, { publicEnv })).stdout, "a=b|it's|")
      assert.equal((await stage.exec(print, { publicEnv, env: { TWO: '2' } })).stdout, 'a=b|2|')
    },
  },
  {
    name: 'keeps the environment of commands and containers out of every argument list',
    needs: [...launches, 'stdin'],
    body: async (stage) => {
      const mark = newProcessMark()
      const engine = await stage.engine()
      const { id } = await stage.launch({ env: { OF_CONTAINER: mark.whole } })
      const exec = (command: Command, options?: ContainerExecOptions): Promise<ExecResult> =>
        stage.runtime.exec(engine, id, command, options)
      const controller = new AbortController()
      let seen = ''
      await exec(programs.upForLong, {
        env: { OF_COMMAND: mark.whole },
        timeout: 60_000,
        signal: controller.signal,
        onOutput: async () => {
          for (const { stdout } of [
            await stage.host.exec(programs.processesWith(mark)),
            await exec(programs.processesWith(mark), { user: '0' }),
          ])
            seen += stdout
          controller.abort()
        },
      })
      assert.equal(seen, '')
      const { stdout } = await exec(programs.printVariables(['OF_CONTAINER', 'OF_COMMAND']), {
        env: { OF_COMMAND: 'of command' },
      })
      assert.equal(stdout, `${mark.whole}|of command|`)
    },
  },
  {
    name: 'runs a command as the user that was asked for, or not at all',
    needs: launches,
    body: async (stage) => {
      assert.equal((await stage.exec(programs.userId, { user: '0' })).stdout.trim(), '0')
      const other = stage.exec(programs.userId, { user: '7' })
      await other.then(
        ({ exitCode, stdout }) => assert.deepEqual({ exitCode, stdout: stdout.trim() }, { exitCode: 0, stdout: '7' }),
        () => rejectsWith(other, { host: stage.host.host, code: 'BERTH_EXEC_NOT_STARTED' }),
      )
    },
  },
  {
    name: 'runs a command in the folder that was asked for',
    needs: launches,
    body: async (stage) => {
      const { stdout } = await stage.exec(programs.workingDirectory, { workingDirectory: '/tmp' })
      assert.equal(stdout, '/tmp\n')
    },
  },
]
