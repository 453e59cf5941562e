import assert from 'node:assert/strict'
import { inBatches } from '../../fixture/in-batches.js'
import { programs } from '../../fixture/programs.js'
import { launches, type RuntimeObligation } from '../../fixture/runtime-obligation.js'

/** What `exec` owes of what a command printed and how it ended. */
export const outputObligations: readonly RuntimeObligation[] = [
  {
    name: 'keeps the two streams apart',
    needs: launches,
    body: async (stage) => {
      const { stdout, stderr, truncated } = await stage.exec(programs.bothStreams('out', 'err', 0))
      assert.deepEqual({ stdout, stderr, truncated }, { stdout: 'out\n', stderr: 'err\n', truncated: false })
    },
  },
  {
    name: 'returns exit codes as values, those that engines use themselves too',
    needs: launches,
    body: async (stage) => {
      const codes = [0, 1, 125, 126, 127, 128, 137, 255]
      const results = await inBatches(codes, (code) => stage.exec(programs.exit(code)))
      assert.deepEqual(
        results.map(({ exitCode }) => exitCode),
        codes,
      )
      assert.deepEqual(new Set(results.map(({ endedBy }) => endedBy)), new Set(['exit']))
    },
  },
  {
    name: 'takes a program that is not there for a command that failed',
    needs: launches,
    body: async (stage) => {
      const { exitCode, endedBy } = await stage.exec(programs.noSuchProgram)
      assert.deepEqual({ exitCode, endedBy }, { exitCode: 127, endedBy: 'exit' })
    },
  },
  {
    name: 'tells that a signal ended a command',
    needs: launches,
    body: async (stage) => {
      const { exitCode, signal, endedBy } = await stage.exec(programs.killItself)
      const asSeen = { exitCode, signal, endedBy }
      const allowed =
        endedBy === 'exit'
          ? { exitCode: 137, signal: null, endedBy }
          : { exitCode: null, signal: 'SIGKILL', endedBy: 'signal' }
      assert.deepEqual(asSeen, allowed)
    },
  },
  {
    name: 'returns to each of twenty commands its own exit code',
    needs: launches,
    body: async (stage) => {
      const codes = Array.from({ length: 20 }, (_, turn) => (turn * 37) % 256)
      const results = await inBatches(codes, (code) => stage.exec(programs.exit(code)))
      assert.deepEqual(
        results.map(({ exitCode }) => exitCode),
        codes,
      )
    },
  },
  {
    name: 'gives each of many commands at once its own output',
    needs: launches,
    body: async (stage) => {
      const all = Array.from({ length: 20 }, (_, turn) => turn)
      const results = await Promise.all(
        all.map((turn) => stage.exec(programs.bothStreams(`o${turn}`, `e${turn}`, turn))),
      )
      assert.deepEqual(
        results.map(({ stdout, stderr, exitCode }) => [stdout, stderr, exitCode]),
        all.map((turn) => [`o${turn}\n`, `e${turn}\n`, turn]),
      )
    },
  },
  {
    name: 'passes output on as it comes, in order per stream, before it returns',
    needs: launches,
    body: async (stage) => {
      const heard = { stdout: '', stderr: '' }
      const result = await stage.exec(programs.lines, {
        onOutput: (stream, chunk) => {
          heard[stream] += Buffer.from(chunk).toString()
        },
      })
      assert.deepEqual(heard, { stdout: 'one\nthree\n', stderr: 'two\nfour\n' })
      assert.deepEqual({ stdout: result.stdout, stderr: result.stderr }, heard)
    },
  },
  {
    name: 'keeps no more output than was asked for, and says so',
    needs: launches,
    body: async (stage) => {
      const { stdout, stderr, exitCode, truncated } = await stage.exec(programs.zeros(300_000), { maxOutput: 1000 })
      assert.deepEqual(
        { bytes: stdout.length, stderr, exitCode, truncated },
        { bytes: 1000, stderr: 'end\n', exitCode: 0, truncated: true },
      )
    },
  },
]
