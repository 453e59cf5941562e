import assert from 'node:assert/strict'
import { awkwardWords } from '../../suite/awkward-words.js'
import type { Obligation } from '../../suite/obligation.js'
import { rejection } from '../../suite/rejects-with.js'
import {
  bashProgram,
  findBash,
  nothingMarked,
  print,
  printQuotedWords,
  printWords,
  shellProgram,
  shellProgramOutput,
} from '../fixture/host-programs.js'
import type { TransportFixture } from '../fixture/transport-fixture.js'

const words = (stdout: string): string[] => stdout.split('\0').slice(0, -1)

/** What a transport owes to the words of a command. */
export const argumentObligations: readonly Obligation<TransportFixture>[] = [
  {
    name: 'passes every argument as it is',
    async body({ connect }) {
      const { stdout } = await (await connect()).exec(printWords(awkwardWords))
      assert.deepEqual(words(stdout), awkwardWords)
    },
  },
  {
    name: 'passes every argument as it is under a timeout',
    async body({ connect }) {
      const { stdout } = await (await connect()).exec(printWords(awkwardWords), { timeout: 60_000 })
      assert.deepEqual(words(stdout), awkwardWords)
    },
  },
  {
    name: 'runs a string as a shell program, every byte of it',
    async body({ connect }) {
      const host = await connect()
      assert.equal((await host.exec(shellProgram)).stdout, shellProgramOutput)
      assert.deepEqual(words((await host.exec(printQuotedWords(awkwardWords))).stdout), awkwardWords)
    },
  },
  {
    name: 'runs a string by bash where the host has it',
    async body({ connect }) {
      const host = await connect()
      const bash = await host.exec(findBash)
      if (bash.exitCode === 0) assert.equal((await host.exec(bashProgram)).stdout, 'bash\n')
    },
  },
  {
    name: 'passes an argument of 100,000 bytes',
    async body({ connect }) {
      const long = 'long '.repeat(20_000)
      assert.equal((await (await connect()).exec(print(long))).stdout, `${long}\n`)
    },
  },
  {
    name: 'refuses a command that is longer than a host takes, and goes on',
    async body({ connect }) {
      const host = await connect()
      const error = await rejection(host.exec(print('x'.repeat(200_000))), 'a TypeError')
      assert.ok(error instanceof TypeError, `not a TypeError: ${String(error)}`)
      assert.equal((await host.exec(print('x'))).stdout, 'x\n')
    },
  },
  {
    name: 'refuses what no command can be: no words, a NUL byte, half of a surrogate pair',
    async body({ connect }) {
      const host = await connect()
      for (const command of [[], nothingMarked('a\0b'), nothingMarked('\ud83d')]) {
        const error = await rejection(host.exec(command), 'a TypeError')
        assert.ok(error instanceof TypeError, `not a TypeError: ${String(error)}`)
      }
    },
  },
]
