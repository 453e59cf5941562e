import assert from 'node:assert/strict'
import { getEventListeners } from 'node:events'
import type { HostConnection } from '@berth/core/adapter'
import { eventually } from '../../suite/eventually.js'
import { hasFields } from '../../suite/has-fields.js'
import type { Obligation } from '../../suite/obligation.js'
import { rejection, rejectsWith } from '../../suite/rejects-with.js'
import {
  appendLine,
  listFolder,
  nothingMarked,
  print,
  printAndSleep,
  printNowAndThen,
  sleepFor,
  stubbornTree,
} from '../fixture/host-programs.js'
import { inFolder } from '../fixture/in-folder.js'
import { leftProcesses } from '../fixture/left-processes.js'
import { newSleepMark } from '../fixture/sleep-mark.js'
import type { TransportFixture } from '../fixture/transport-fixture.js'

/** Resolves when the stubborn tree of this mark is up. */
export function treeIsUp(host: HostConnection, mark: string): Promise<unknown> {
  return eventually(
    () => leftProcesses(host, mark),
    ({ length }) => length >= 4,
  )
}

/** A watchdog, which has the mark too, may take a moment to go after the command that it watched. */
export function nothingIsLeft(host: HostConnection, mark: string): Promise<unknown> {
  return eventually(
    () => leftProcesses(host, mark),
    ({ length }) => length === 0,
    2000,
  )
}

/** What a transport owes when a command is to end before it does so by itself. */
export const endingObligations: readonly Obligation<TransportFixture>[] = [
  {
    name: 'leaves no process behind at a timeout, whatever left the session or ignores signals',
    async body({ connect }) {
      const host = await connect()
      const mark = newSleepMark()
      const running = host.exec(stubbornTree(mark), { timeout: 2000 })
      const [result] = await Promise.all([running, treeIsUp(host, mark)])
      hasFields(result, { endedBy: 'timeout', exitCode: null, signal: null, stdout: 'up\n' })
      await nothingIsLeft(host, mark)
    },
  },
  {
    name: 'leaves no process behind at an abort, whatever left the session or ignores signals',
    async body({ connect }) {
      const host = await connect()
      const mark = newSleepMark()
      const controller = new AbortController()
      const running = host.exec(stubbornTree(mark), { signal: controller.signal })
      await treeIsUp(host, mark)
      controller.abort()
      hasFields(await running, { endedBy: 'abort', exitCode: null, signal: null, stdout: 'up\n' })
      assert.deepEqual(await leftProcesses(host, mark), [])
    },
  },
  {
    name: 'tells the end of a command that is ended while its output is held back',
    async body({ connect }) {
      const host = await connect()
      const controller = new AbortController()
      const result = await host.exec(['sh', '-c', 'while :; do echo more; done'], {
        signal: controller.signal,
        onOutput: () => {
          controller.abort()
          return new Promise(() => undefined)
        },
      })
      hasFields(result, { endedBy: 'abort', exitCode: null, signal: null })
      assert.equal(result.mayStillRun, undefined)
    },
  },
  {
    name: 'ends a command that has been silent for its idle timeout, and no other',
    async body({ connect }) {
      const host = await connect()
      const mark = newSleepMark()
      const [silent, talking] = await Promise.all([
        host.exec(printAndSleep(mark), { idleTimeout: 1500, timeout: 20_000 }),
        host.exec(printNowAndThen, { idleTimeout: 1500 }),
      ])
      hasFields(silent, { endedBy: 'idle', exitCode: null, stdout: 'up\n' })
      hasFields(talking, { endedBy: 'exit', exitCode: 0, stdout: '1\n2\n3\n4\n' })
      await nothingIsLeft(host, mark)
    },
  },
  {
    name: 'runs nothing that was aborted before it started',
    async body(fixture) {
      const host = await fixture.connect()
      await inFolder(fixture, async (folder) => {
        const aborted = host.exec(appendLine(`${folder}/ran`), { signal: AbortSignal.abort() })
        await rejectsWith(aborted, { code: 'BERTH_ABORTED', host: host.host })
        assert.equal((await host.exec(listFolder(folder))).stdout, '')
      })
    },
  },
  {
    name: 'ends only the command that is to end',
    async body({ connect }) {
      const host = await connect()
      const controller = new AbortController()
      const running = host.exec(printAndSleep(newSleepMark()), {
        signal: controller.signal,
        timeout: 30_000,
        onOutput: () => controller.abort(),
      })
      const [ended, other] = await Promise.all([running, host.exec(sleepFor('1.5'))])
      hasFields(ended, { endedBy: 'abort' })
      hasFields(other, { endedBy: 'exit', exitCode: 0 })
    },
  },
  {
    name: 'lets go of the signal when the command has ended',
    async body({ connect }) {
      const { signal } = new AbortController()
      hasFields(await (await connect()).exec(print('x'), { signal }), { exitCode: 0 })
      assert.equal(getEventListeners(signal, 'abort').length, 0)
    },
  },
  {
    name: 'leaves no watchdog behind after a normal end',
    async body({ connect }) {
      const host = await connect()
      const mark = newSleepMark()
      await host.exec(nothingMarked(mark), { timeout: 200_000 })
      await nothingIsLeft(host, mark)
    },
  },
  {
    name: 'refuses a timeout that is no positive number',
    async body({ connect }) {
      const host = await connect()
      for (const timeout of [0, -1, Number.NaN]) {
        const error = await rejection(host.exec(print('x'), { timeout }), 'a TypeError')
        assert.ok(error instanceof TypeError, `not a TypeError: ${String(error)}`)
      }
    },
  },
]
