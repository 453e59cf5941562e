import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { awkwardWords } from '../../suite/awkward-words.js'
import { countedSource } from '../../suite/counted-source.js'
import { hasFields } from '../../suite/has-fields.js'
import type { Obligation } from '../../suite/obligation.js'
import { rejection } from '../../suite/rejects-with.js'
import {
  copyInput,
  digestInput,
  ignoreInput,
  print,
  printAndSleep,
  printVariable,
  sleepFor,
} from '../fixture/host-programs.js'
import { leftProcesses } from '../fixture/left-processes.js'
import { newSleepMark } from '../fixture/sleep-mark.js'
import type { TransportFixture } from '../fixture/transport-fixture.js'
import { nothingIsLeft } from './ending.js'

/** What a transport owes of standard input and environment. */
export const inputObligations: readonly Obligation<TransportFixture>[] = [
  {
    name: 'gives a megabyte of standard input, byte for byte, and then its end',
    async body({ connect }) {
      const stdin = Buffer.alloc(1024 * 1024, Buffer.from(Array.from({ length: 251 }, (_, index) => index)))
      const { stdout } = await (await connect()).exec(digestInput, { stdin, timeout: 30_000 })
      assert.equal(stdout.slice(0, 64), createHash('sha256').update(stdin).digest('hex'))
    },
  },
  {
    name: 'gives text as UTF-8 on standard input',
    async body({ connect }) {
      assert.equal((await (await connect()).exec(copyInput, { stdin: 'ü€😀\n' })).stdout, 'ü€😀\nend\n')
    },
  },
  {
    name: 'gives an empty standard input where there is none',
    async body({ connect }) {
      hasFields(await (await connect()).exec(copyInput, { timeout: 10_000 }), { endedBy: 'exit', stdout: 'end\n' })
    },
  },
  {
    name: 'lets a command leave its standard input unread',
    async body({ connect }) {
      const result = await (await connect()).exec(ignoreInput, { stdin: 'x'.repeat(4 * 1024 * 1024), timeout: 30_000 })
      hasFields(result, { endedBy: 'exit', exitCode: 4 })
    },
  },
  {
    name: 'reads standard input from a source piece by piece, and gives its end',
    async body({ connect }) {
      const { source, digest } = countedSource(3, 100_003)
      const { stdout } = await (await connect()).exec(digestInput, { stdin: source, timeout: 30_000 })
      assert.equal(stdout.slice(0, 64), digest)
    },
  },
  {
    name: 'asks a source of standard input for no more than the command reads, and lets go of it',
    async body({ connect }) {
      const { source, seen } = countedSource(96, 1024 * 1024)
      const result = await (await connect()).exec(sleepFor('1'), { stdin: source, timeout: 30_000 })
      hasFields(result, { endedBy: 'exit', exitCode: 0 })
      assert.ok(seen.pieces < 96, `all ${seen.pieces} MiB were asked for, and the command read nothing`)
      assert.ok(seen.released, 'the source was not told that nobody reads it any more')
    },
  },
  {
    name: 'ends a command whose source of standard input fails, and rejects with its error',
    async body({ connect }) {
      const host = await connect()
      const mark = newSleepMark()
      const failure = new RangeError('no more of it')
      async function* source(): AsyncGenerator<Uint8Array> {
        yield Buffer.from('some')
        throw failure
      }
      const running = host.exec(printAndSleep(mark), { stdin: source(), timeout: 5000 })
      const error = await rejection(running, 'the error of the source')
      assert.equal(error, failure)
      await nothingIsLeft(host, mark)
    },
  },
  {
    name: 'sets the environment of the command over what it inherits',
    async body({ connect }) {
      const host = await connect()
      const value = awkwardWords.join('')
      const given = await host.exec(printVariable('AWKWARD'), { env: { AWKWARD: value, OTHER: 'x' } })
      hasFields(given, { exitCode: 0, stdout: value })
      hasFields(await host.exec(printVariable('HOME'), { env: { HOME: '/elsewhere' } }), { stdout: '/elsewhere' })
    },
  },
  {
    name: 'extends what the command inherits where its environment says so',
    async body({ connect }) {
      const host = await connect()
      const env = { PATH: { prepend: '/of/the command' }, UNSET: { prepend: 'a', append: 'z' } }
      const seen = await host.exec(printVariable('PATH'), { env })
      assert.match(seen.stdout, /^\/of\/the command:\/./)
      hasFields(await host.exec(printVariable('UNSET'), { env }), { stdout: 'a:z' })
    },
  },
  {
    name: 'gives the command its public environment, under its own',
    async body({ connect }) {
      const host = await connect()
      const publicEnv = { ONE: 'a=b', TWO: "it's" }
      hasFields(await host.exec(printVariable('ONE'), { publicEnv }), { stdout: 'a=b' })
      hasFields(await host.exec(printVariable('TWO'), { publicEnv }), { stdout: "it's" })
      hasFields(await host.exec(printVariable('ONE'), { publicEnv, env: { ONE: '1' } }), { stdout: '1' })
      hasFields(await host.exec(printVariable('TWO'), { publicEnv, env: { ONE: '1' } }), { stdout: "it's" })
    },
  },
  {
    name: 'keeps the environment of the command out of every argument list',
    async body({ connect }) {
      const host = await connect()
      const [value, sleep] = [randomUUID(), newSleepMark()]
      const controller = new AbortController()
      const found: string[] = []
      await host.exec(printAndSleep(sleep), {
        env: { SECRET: value },
        timeout: 60_000,
        signal: controller.signal,
        onOutput: async () => {
          found.push(...(await leftProcesses(host, value)))
          controller.abort()
        },
      })
      assert.deepEqual(found, [])
      hasFields(await host.exec(printVariable('SECRET'), { env: { SECRET: value } }), { stdout: value })
      await nothingIsLeft(host, sleep)
    },
  },
  {
    name: 'refuses a name that no variable can have',
    async body({ connect }) {
      const host = await connect()
      for (const name of ['-i', 'a b', 'a=b', '']) {
        const error = await rejection(host.exec(print('x'), { env: { [name]: 'x' } }), 'a TypeError')
        assert.ok(error instanceof TypeError, `not a TypeError: ${String(error)}`)
      }
    },
  },
]
