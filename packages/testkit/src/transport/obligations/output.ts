import assert from 'node:assert/strict'
import { setTimeout as delay } from 'node:timers/promises'
import { hasFields } from '../../suite/has-fields.js'
import type { Obligation } from '../../suite/obligation.js'
import { rejection } from '../../suite/rejects-with.js'
import {
  bothStreams,
  countOnBoth,
  lateOutput,
  print,
  printAndSleep,
  slowEuro,
  stubbornTree,
  zeros,
} from '../fixture/host-programs.js'
import { leftProcesses } from '../fixture/left-processes.js'
import { newSleepMark } from '../fixture/sleep-mark.js'
import type { TransportFixture } from '../fixture/transport-fixture.js'

/** What a transport owes of what a command prints. */
export const outputObligations: readonly Obligation<TransportFixture>[] = [
  {
    name: 'keeps standard output and standard error apart',
    async body({ connect }) {
      const result = await (await connect()).exec(bothStreams)
      hasFields(result, { stdout: 'one\nthree\n', stderr: 'two\n', truncated: false })
    },
  },
  {
    name: 'keeps each stream in order, and passes all of it on as it keeps it',
    async body({ connect }) {
      const pieces = { stdout: '', stderr: '' }
      const result = await (await connect()).exec(countOnBoth(2000), {
        onOutput: (stream, chunk) => {
          pieces[stream] += Buffer.from(chunk).toString()
        },
      })
      const numbers = Array.from({ length: 2000 }, (_, index) => `${index + 1}\n`).join('')
      hasFields(result, { stdout: numbers, stderr: numbers })
      assert.deepEqual(pieces, { stdout: numbers, stderr: numbers })
    },
  },
  {
    name: 'passes output on while the command runs',
    async body({ connect }) {
      const controller = new AbortController()
      const result = await (await connect()).exec(printAndSleep(newSleepMark()), {
        timeout: 5000,
        signal: controller.signal,
        onOutput: () => controller.abort(),
      })
      hasFields(result, { endedBy: 'abort', stdout: 'up\n' })
    },
  },
  {
    name: 'does not lose output that comes after the exit',
    async body({ connect }) {
      const result = await (await connect()).exec(lateOutput)
      hasFields(result, { exitCode: 3, stdout: 'early\nlate\n' })
    },
  },
  {
    name: 'decodes UTF-8 across the borders of pieces, and marks what is none',
    async body({ connect }) {
      assert.equal((await (await connect()).exec(slowEuro)).stdout, '€\ufffd')
    },
  },
  {
    name: 'bounds what it keeps of each stream, says so, and reads all of it',
    async body({ connect }) {
      const bytes = { stdout: 0, stderr: 0 }
      const result = await (await connect()).exec(zeros(20_000_000), {
        maxOutput: 1000,
        onOutput: (stream, chunk) => {
          bytes[stream] += chunk.length
        },
      })
      assert.equal(result.stdout.length, 1000)
      hasFields(result, { exitCode: 0, truncated: true, stdout: '\0'.repeat(1000), stderr: 'end\n' })
      assert.deepEqual(bytes, { stdout: 20_000_000, stderr: 4 })
    },
  },
  {
    name: 'calls output truncated only if some was dropped',
    async body({ connect }) {
      const host = await connect()
      hasFields(await host.exec(print('123456789'), { maxOutput: 10 }), { truncated: false, stdout: '123456789\n' })
      hasFields(await host.exec(print('123456789'), { maxOutput: 9 }), { truncated: true, stdout: '123456789' })
    },
  },
  {
    name: 'waits for what takes the output',
    async body({ connect }) {
      let taken = ''
      await (await connect()).exec(print('slow'), {
        onOutput: async (_stream, chunk) => {
          await delay(300)
          taken += Buffer.from(chunk).toString()
        },
      })
      assert.equal(taken, 'slow\n')
    },
  },
  {
    name: 'rejects with what a callback throws, and ends the command',
    async body({ connect }) {
      const host = await connect()
      const mark = newSleepMark()
      const mine = new TypeError('mine')
      const fails = host.exec(stubbornTree(mark), {
        onOutput: () => {
          throw mine
        },
      })
      assert.equal(await rejection(fails, 'what the callback threw'), mine)
      assert.deepEqual(await leftProcesses(host, mark), [])
    },
  },
]
