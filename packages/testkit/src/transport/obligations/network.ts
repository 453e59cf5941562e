import assert from 'node:assert/strict'
import { eventually } from '../../suite/eventually.js'
import { hasFields } from '../../suite/has-fields.js'
import type { Obligation } from '../../suite/obligation.js'
import { rejectsWith } from '../../suite/rejects-with.js'
import { appendLineAndSleep, endProcess, heldOutput, print, stubbornTree } from '../fixture/host-programs.js'
import { inFolder } from '../fixture/in-folder.js'
import { leftProcesses } from '../fixture/left-processes.js'
import { newSleepMark } from '../fixture/sleep-mark.js'
import type { NetworkFixture } from '../fixture/transport-fixture.js'
import { treeIsUp } from './ending.js'

async function hasConnections({ network }: NetworkFixture, expected: number): Promise<void> {
  await eventually(
    () => network.connections(),
    (count) => count === expected,
    3000,
  )
}

/** What a transport owes where hosts can be out of reach and connections be lost. */
export const networkObligations: readonly Obligation<NetworkFixture>[] = [
  {
    name: 'says that a host cannot be reached, and that trying again is safe',
    async body({ transport, network: { unreachableHost: host } }) {
      const error = await rejectsWith(transport.connect(host), { code: 'BERTH_HOST_UNREACHABLE', host })
      assert.equal(error.retryable, true)
    },
  },
  {
    name: 'shares one connection among all who use a host, and leaves none',
    async body(fixture) {
      const connections = await Promise.all([fixture.connect(), fixture.connect()])
      await Promise.all(connections.map((host) => host.exec(print('x'))))
      await hasConnections(fixture, 1)
      await fixture.transport.close()
      await hasConnections(fixture, 0)
    },
  },
  {
    name: 'leaves nothing open when connecting is aborted',
    async body(fixture) {
      const { transport, host } = fixture
      const controller = new AbortController()
      const connecting = transport.connect(host, { signal: controller.signal })
      controller.abort()
      await rejectsWith(connecting, { code: 'BERTH_ABORTED', host })
      await hasConnections(fixture, 0)
    },
  },
  {
    name: 'tells a lost connection from an end, and runs nothing twice',
    async body(fixture) {
      const { connect, network } = fixture
      const host = await connect()
      const seen = await inFolder(fixture, async (folder) => {
        const path = `${folder}/ran`
        let printed = ''
        const running = host.exec(appendLineAndSleep(path, newSleepMark()), {
          timeout: 5000,
          onOutput: (_stream, chunk) => {
            printed += Buffer.from(chunk).toString()
          },
        })
        await eventually(
          () => printed,
          (text) => text === 'up\n',
        )
        await network.cut()
        hasFields(await running, { endedBy: 'lost', exitCode: null, signal: null, stdout: 'up\n' })
        return Buffer.from(await (await connect()).getFile(path)).toString()
      })
      assert.equal(seen, 'line\n')
    },
  },
  {
    name: 'takes no exit for the end of a command whose output had not ended when the connection was lost',
    async body({ connect, network }) {
      const host = await connect()
      let printed = ''
      const running = host.exec(heldOutput(newSleepMark()), {
        onOutput: (_stream, chunk) => {
          printed += Buffer.from(chunk).toString()
        },
      })
      await eventually(
        () => printed,
        (text) => text.endsWith('\n'),
      )
      // What the host says of the exit is here by the time that later commands have come to their ends.
      for (const word of ['one', 'two']) await host.exec(print(word))
      await network.cut()
      hasFields(await running, { endedBy: 'lost', exitCode: null, signal: null, stdout: printed })
      await (await connect()).exec(endProcess(printed.trim()))
    },
  },
  {
    name: 'ends a command on its host at its timeout though the connection is lost',
    async body({ connect, network }) {
      const mark = newSleepMark()
      const host = await connect()
      const running = host.exec(stubbornTree(mark), { timeout: 2000 })
      await treeIsUp(host, mark)
      await network.cut()
      hasFields(await running, { endedBy: 'lost' })
      const again = await connect()
      await eventually(
        () => leftProcesses(again, mark),
        ({ length }) => length === 0,
        12_000,
      )
    },
  },
]
