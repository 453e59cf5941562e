import assert from 'node:assert/strict'
import type { Obligation } from '../../suite/obligation.js'
import { rejectsWith } from '../../suite/rejects-with.js'
import { print } from '../fixture/host-programs.js'
import type { TransportFixture } from '../fixture/transport-fixture.js'

/** What a transport owes before a command runs. */
export const connectingObligations: readonly Obligation<TransportFixture>[] = [
  {
    name: 'has a name, and gives connections that tell their host',
    async body({ transport, host, connect }) {
      assert.ok(transport.name.length > 0)
      const connection = await connect()
      assert.equal(connection.host, host)
      assert.equal((await connection.exec(print('x'))).host, host)
    },
  },
  {
    name: 'gives the one connection of a host to all who ask for it',
    async body({ connect }) {
      const [first, second] = await Promise.all([connect(), connect()])
      assert.equal(first, second)
      assert.equal(await connect(), first)
    },
  },
  {
    name: 'does not connect when its signal has aborted, and does so later',
    async body({ transport, host, connect }) {
      await rejectsWith(transport.connect(host, { signal: AbortSignal.abort() }), { code: 'BERTH_ABORTED', host })
      assert.equal((await (await connect()).exec(print('x'))).stdout, 'x\n')
    },
  },
]
