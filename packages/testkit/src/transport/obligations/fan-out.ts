import assert from 'node:assert/strict'
import type { Command, ExecResult } from '@berth/core/adapter'
import { awkwardWords } from '../../suite/awkward-words.js'
import { hasFields } from '../../suite/has-fields.js'
import type { Obligation } from '../../suite/obligation.js'
import { rejectsWith } from '../../suite/rejects-with.js'
import { exitWith, print, printAndSleep, printVariable, printWords } from '../fixture/host-programs.js'
import { newSleepMark } from '../fixture/sleep-mark.js'
import type { FanOutFixture } from '../fixture/transport-fixture.js'
import { nothingIsLeft } from './ending.js'

/** One command for each host. */
function forEach(hosts: readonly string[], command: (index: number) => Command): Map<string, Command> {
  return new Map(hosts.map((host, index) => [host, command(index)]))
}

function resultOf(results: ReadonlyMap<string, ExecResult | Error>, host: string): ExecResult {
  const result = results.get(host)
  assert.ok(result !== undefined, `${host} has no entry`)
  assert.ok(!(result instanceof Error), `${host} failed: ${String(result)}`)
  return result
}

/** What a transport owes in a fan-out of its own. */
export const fanOutObligations: readonly Obligation<FanOutFixture>[] = [
  {
    name: 'gives every host of a fan-out its own command, and its own result',
    async body({ execOnAll, hosts }) {
      const results = await execOnAll(forEach(hosts, (index) => exitWith(index + 3)))
      assert.deepEqual([...results.keys()].sort(), [...hosts].sort())
      for (const [index, host] of hosts.entries()) {
        hasFields(resultOf(results, host), { host, exitCode: index + 3, stdout: 'out\n', stderr: 'err\n' })
      }
    },
  },
  {
    name: 'passes words, input and environment on in a fan-out as they are',
    async body({ execOnAll, hosts, host }) {
      const words = await execOnAll(forEach(hosts, () => printWords(awkwardWords)))
      assert.deepEqual(resultOf(words, host).stdout.split('\0').slice(0, -1), awkwardWords)
      const variable = await execOnAll(
        forEach(hosts, () => printVariable('AWKWARD')),
        { env: { AWKWARD: "a 'b' $c\n" } },
      )
      hasFields(resultOf(variable, host), { exitCode: 0, stdout: "a 'b' $c\n" })
      const input = await execOnAll(
        forEach(hosts, () => ['cat']),
        { stdin: 'to all' },
      )
      for (const each of hosts) hasFields(resultOf(input, each), { stdout: 'to all' })
    },
  },
  {
    name: 'ends every command of a fan-out at its timeout',
    async body({ execOnAll, hosts, connect }) {
      const mark = newSleepMark()
      const results = await execOnAll(
        forEach(hosts, () => printAndSleep(mark)),
        { timeout: 1000 },
      )
      for (const host of hosts) hasFields(resultOf(results, host), { endedBy: 'timeout', stdout: 'up\n' })
      await nothingIsLeft(await connect(), mark)
    },
  },
  {
    name: 'has an error of its own for each host of a fan-out that failed',
    async body({ execOnAll, host, network }) {
      const failing = network?.unreachableHost
      const commands = forEach(failing === undefined ? [host] : [host, failing], () => print('x'))
      const results = await execOnAll(commands)
      assert.equal(resultOf(results, host).stdout, 'x\n')
      if (failing === undefined) return
      const error = results.get(failing)
      assert.ok(error instanceof Error, `${failing} has no error`)
      await rejectsWith(Promise.reject(error), { code: ['BERTH_HOST_UNREACHABLE'], host: failing })
    },
  },
  {
    name: 'gives each command of a fan-out that was aborted before it started an error',
    async body({ execOnAll, hosts }) {
      const commands = forEach(hosts, () => print('x'))
      const results = await execOnAll(commands, { signal: AbortSignal.abort() })
      for (const host of hosts) {
        const error = results.get(host)
        assert.ok(error instanceof Error, `${host} has no error`)
        await rejectsWith(Promise.reject(error), { code: 'BERTH_ABORTED', host })
      }
    },
  },
]
