import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { hasFields } from '../../suite/has-fields.js'
import type { Obligation } from '../../suite/obligation.js'
import { rejectsWith } from '../../suite/rejects-with.js'
import {
  announce,
  appendLine,
  listFolder,
  refuseToStart,
  sayEnded,
  tellExit,
  tellExitOnOutput,
} from '../fixture/host-programs.js'
import { inFolder } from '../fixture/in-folder.js'
import { newSleepMark } from '../fixture/sleep-mark.js'
import type { TransportFixture } from '../fixture/transport-fixture.js'
import { nothingIsLeft } from './ending.js'

/** What a transport owes to runtimes, whose commands are a way to a command elsewhere. */
export const announcementObligations: readonly Obligation<TransportFixture>[] = [
  {
    name: 'leaves out what comes before an announcement',
    async body({ connect }) {
      const announcement = `berth-${randomUUID()}`
      const command = announce(announcement, `echo mine; echo mine too >&2; ${tellExit(5)}; exit 5`)
      const result = await (await connect()).exec(command, { announcement })
      hasFields(result, { exitCode: 5, endedBy: 'exit', stdout: 'mine\n', stderr: 'mine too\n' })
    },
  },
  {
    name: 'takes the exit code of an inner command from its own side, and leaves out the line that tells it',
    async body({ connect }) {
      const host = await connect()
      const announcement = `berth-${randomUUID()}`
      const command = announce(announcement, `printf half; ${tellExit(5)}; echo late; exit 255`)
      const result = await host.exec(command, { announcement })
      hasFields(result, { exitCode: 5, endedBy: 'exit', stdout: 'halflate\n', stderr: '' })
      assert.equal(result.mayStillRun, undefined)
    },
  },
  {
    name: 'believes no end of an inner command that its own side did not tell on both streams',
    async body({ connect }) {
      const host = await connect()
      for (const rest of ['exit 0', 'exit 255', 'kill -KILL $$', `${tellExitOnOutput(0)}; exit 0`]) {
        const announcement = `berth-${randomUUID()}`
        const result = await host.exec(announce(announcement, `echo mine; ${rest}`), { announcement })
        hasFields(result, { exitCode: null, signal: null, endedBy: 'lost', stdout: 'mine\n' })
        assert.equal(result.mayStillRun?.because, 'end not told')
      }
    },
  },
  {
    name: 'says that an inner command may still run whose terminator does not say that it was ended',
    async body({ connect }) {
      const host = await connect()
      for (const says of [true, false]) {
        const announcement = `berth-${randomUUID()}`
        const result = await host.exec(announce(announcement, `echo up; sleep ${newSleepMark()}; :`), {
          announcement,
          terminator: says ? sayEnded(announcement) : ['true'],
          timeout: 1000,
        })
        hasFields(result, { endedBy: 'timeout', stdout: 'up\n' })
        assert.equal(result.mayStillRun?.because, says ? undefined : 'not ended')
      }
    },
  },
  {
    name: 'rejects a command without its announcement as not started, with what was said instead',
    async body({ connect }) {
      const host = await connect()
      const failing = host.exec(refuseToStart, { announcement: `berth-${randomUUID()}` })
      const error = await rejectsWith(failing, { code: 'BERTH_EXEC_NOT_STARTED', host: host.host })
      assert.equal(error.retryable, true)
      assert.match(error.message, /engine is down/)
    },
  },
  {
    name: 'says of a command without an announcement, when its time is up, that it may have run, unless it waited for input',
    async body({ connect }) {
      const host = await connect()
      for (const [code, options] of [
        ['BERTH_MAY_HAVE_RUN', {}],
        ['BERTH_TIMEOUT', { stdin: 'none of it is read' }],
      ] as const) {
        const announcement = `berth-${randomUUID()}`
        const failing = host.exec(['sleep', newSleepMark()], { ...options, announcement, timeout: 500 })
        const error = await rejectsWith(failing, { code, host: host.host })
        assert.equal(error.retryable, false)
      }
    },
  },
  {
    name: 'tells an inner command to begin by the first line of its input, and gives it nothing before its announcement',
    async body({ connect }) {
      const host = await connect()
      const announcement = `berth-${randomUUID()}`
      const command = announce(announcement, `read -r go; eval "$go"; printf '%s|' "$GIVEN"; cat; ${tellExit(0)}`)
      const result = await host.exec(command, { announcement, env: { GIVEN: 'a b' }, stdin: 'mine' })
      hasFields(result, { exitCode: 0, endedBy: 'exit', stdout: 'a b|mine' })
    },
  },
  ...(['timeout', 'abort'] as const).map(
    (way): Obligation<TransportFixture> => ({
      name: `runs the terminator to end an inner command at ${way === 'timeout' ? 'a timeout' : 'an abort'}`,
      async body(fixture) {
        const host = await fixture.connect()
        await inFolder(fixture, async (folder) => {
          const announcement = `berth-${randomUUID()}`
          const mark = newSleepMark()
          const controller = new AbortController()
          const result = await host.exec(announce(announcement, `echo up; sleep ${mark}; :`), {
            announcement,
            terminator: appendLine(`${folder}/ended`),
            timeout: way === 'timeout' ? 1000 : 30_000,
            signal: controller.signal,
            onOutput: () => {
              if (way === 'abort') controller.abort()
            },
          })
          hasFields(result, { endedBy: way, stdout: 'up\n' })
          assert.equal((await host.exec(listFolder(folder))).stdout, 'ended\n')
          await nothingIsLeft(host, mark)
        })
      },
    }),
  ),
  {
    name: 'runs no terminator after a normal end',
    async body(fixture) {
      const host = await fixture.connect()
      await inFolder(fixture, async (folder) => {
        const announcement = `berth-${randomUUID()}`
        const result = await host.exec(announce(announcement, tellExit(0)), {
          announcement,
          terminator: appendLine(`${folder}/ended`),
          timeout: 60_000,
        })
        hasFields(result, { endedBy: 'exit', exitCode: 0 })
        assert.equal((await host.exec(listFolder(folder))).stdout, '')
      })
    },
  },
]
