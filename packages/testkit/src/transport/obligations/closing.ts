import assert from 'node:assert/strict'
import type { HostConnection } from '@berth/core/adapter'
import { hasFields } from '../../suite/has-fields.js'
import type { Obligation } from '../../suite/obligation.js'
import { rejectsWith } from '../../suite/rejects-with.js'
import { print, stubbornTree } from '../fixture/host-programs.js'
import { leftProcesses } from '../fixture/left-processes.js'
import { newSleepMark } from '../fixture/sleep-mark.js'
import type { TransportFixture } from '../fixture/transport-fixture.js'
import { treeIsUp } from './ending.js'

async function isClosed(host: HostConnection): Promise<void> {
  await rejectsWith(host.exec(print('x')), { code: 'BERTH_STATE', host: host.host })
}

/**
 * What a transport owes when all is done. The connection's own end comes last, as it ends the commands that still run.
 */
export const closingObligations: readonly Obligation<TransportFixture>[] = [
  {
    name: 'ends what runs on a connection that is closed',
    async body({ connect }) {
      const host = await connect()
      const mark = newSleepMark()
      const running = host.exec(stubbornTree(mark))
      await treeIsUp(host, mark)
      await host.close()
      hasFields(await running, { endedBy: 'abort', stdout: 'up\n' })
      const again = await connect()
      assert.deepEqual(await leftProcesses(again, mark), [])
    },
  },
  {
    name: 'refuses everything on a connection that is closed',
    async body({ connect, folder }) {
      const host = await connect()
      await host.close()
      await isClosed(host)
      await rejectsWith(host.putFile(`${folder}/berth-suite-closed`, 'x'), { code: 'BERTH_STATE', host: host.host })
      await rejectsWith(host.getFile(`${folder}/berth-suite-closed`), { code: 'BERTH_STATE', host: host.host })
    },
  },
  {
    name: 'closes a connection as often as it is asked to',
    async body({ connect }) {
      const host = await connect()
      await Promise.all([host.close(), host.close()])
      await host.close()
      await isClosed(host)
    },
  },
  {
    name: 'connects anew after its connection was closed',
    async body({ connect }) {
      await (await connect()).close()
      assert.equal((await (await connect()).exec(print('again'))).stdout, 'again\n')
    },
  },
  {
    name: 'closes a connection at the end of its scope',
    async body({ connect }) {
      const host = await connect()
      await host[Symbol.asyncDispose]()
      await isClosed(host)
    },
  },
  {
    name: 'closes all its connections when it is closed, as often as it is asked to',
    async body({ transport, hosts }) {
      const connections = await Promise.all(hosts.map((host) => transport.connect(host)))
      await Promise.all([transport.close(), transport.close()])
      await transport.close()
      for (const connection of connections) await isClosed(connection)
    },
  },
  {
    name: 'closes all its connections at the end of its scope',
    async body({ transport, connect }) {
      const host = await connect()
      await transport[Symbol.asyncDispose]()
      await isClosed(host)
    },
  },
]
