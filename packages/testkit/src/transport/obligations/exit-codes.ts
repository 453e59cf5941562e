import assert from 'node:assert/strict'
import { hasFields } from '../../suite/has-fields.js'
import type { Obligation } from '../../suite/obligation.js'
import {
  exitProgram,
  exitWith,
  forbiddenProgram,
  killItself,
  missingProgram,
  print,
  sleepFor,
} from '../fixture/host-programs.js'
import type { TransportFixture } from '../fixture/transport-fixture.js'

const telling = [0, 1, 3, 125, 126, 127, 128, 137, 255]

/** What a transport owes of how a command ended. */
export const exitCodeObligations: readonly Obligation<TransportFixture>[] = [
  {
    name: 'returns an exit code as a value, those of shells and engines too',
    async body({ connect }) {
      const host = await connect()
      const results = await Promise.all(telling.map((code) => host.exec(exitProgram(code))))
      for (const [index, result] of results.entries()) {
        hasFields(result, { exitCode: telling[index] ?? null, signal: null, endedBy: 'exit' })
      }
    },
  },
  {
    name: 'returns the same exit codes under a timeout',
    async body({ connect }) {
      const host = await connect()
      const results = await Promise.all(telling.map((code) => host.exec(exitProgram(code), { timeout: 60_000 })))
      for (const [index, result] of results.entries()) {
        hasFields(result, { exitCode: telling[index] ?? null, signal: null, endedBy: 'exit' })
      }
    },
  },
  {
    name: 'returns each of hundreds of mixed exit codes, with its output',
    async body({ connect }) {
      const host = await connect()
      const codes = Array.from({ length: 200 }, (_, index) => (index * 37) % 256)
      const results = await Promise.all(codes.map((code) => host.exec(exitWith(code))))
      assert.deepEqual(
        results.map(({ exitCode }) => exitCode),
        codes,
      )
      assert.deepEqual(new Set(results.map(({ stdout, stderr }) => stdout + stderr)), new Set(['out\nerr\n']))
    },
  },
  {
    name: 'tells a signal from an exit code, by its name',
    async body({ connect }) {
      const host = await connect()
      for (const signal of ['KILL', 'TERM']) {
        const result = await host.exec(killItself(signal))
        hasFields(result, { exitCode: null, signal: `SIG${signal}`, endedBy: 'signal' })
      }
    },
  },
  {
    name: 'takes a program that is not there, or is none, for a command that ran and failed',
    async body({ connect }) {
      const host = await connect()
      hasFields(await host.exec(missingProgram), { exitCode: 127, endedBy: 'exit' })
      hasFields(await host.exec(forbiddenProgram), { exitCode: 126, endedBy: 'exit' })
    },
  },
  {
    name: 'tells how long a command took',
    async body({ connect }) {
      const host = await connect()
      const asked = performance.now()
      const { duration } = await host.exec(sleepFor('0.3'))
      assert.ok(duration >= 290 && duration <= performance.now() - asked + 1, `not the time it took: ${duration} ms`)
    },
  },
  {
    name: 'gives each of 60 commands at once its own output',
    async body({ connect }) {
      const host = await connect()
      const results = await Promise.all(Array.from({ length: 60 }, (_, index) => host.exec(print(String(index)))))
      assert.deepEqual(
        results.map(({ stdout }) => stdout),
        results.map((_, index) => `${index}\n`),
      )
    },
  },
]
