import assert from 'node:assert/strict'
import type { ErrorCode } from '@berth/core/adapter'
import { rejectsWith } from '../../suite/rejects-with.js'
import { programs } from '../fixture/programs.js'
import { launches, type RuntimeObligation } from '../fixture/runtime-obligation.js'
import { newName } from '../fixture/stage.js'

/** What a runtime owes at the end. These obligations close the connection. */
export const closingObligations: readonly RuntimeObligation[] = [
  {
    name: 'leaves nothing once all its containers are removed',
    needs: launches,
    body: async (stage) => {
      const engine = await stage.engine()
      await stage.shared()
      await stage.clear()
      assert.deepEqual(await stage.runtime.list(engine, stage.labels), [])
    },
  },
  {
    name: 'fails cleanly, in every call, once the connection was closed',
    body: async (stage) => {
      const engine = await stage.engine()
      const { runtime, host, fixture, labels } = stage
      const spec = await stage.spec()
      await host.close()
      await host.close()
      const seen = await stage.observe(spec.name)
      assert.equal(seen.state, 'unknown', `an observation: ${JSON.stringify(seen)}`)
      const handle = { id: 'f'.repeat(64), name: newName(), labels }
      const calls: readonly (readonly [ErrorCode, Promise<unknown>])[] = [
        [
          'BERTH_IMAGE_UNAVAILABLE',
          runtime.ensureImage(engine, { reference: fixture.image, pull: 'missing', archive: null }),
        ],
        ['BERTH_LAUNCH_FAILED', runtime.launch(engine, spec)],
        ['BERTH_RESTART_FAILED', runtime.restart(engine, handle)],
        ['BERTH_REMOVE_FAILED', runtime.remove(engine, handle)],
        ['BERTH_PROBE_UNTRUSTED', runtime.list(engine, labels)],
        ['BERTH_EXEC_NOT_STARTED', runtime.exec(engine, handle.id, programs.exit(0))],
      ]
      const checks = calls.map(([code, call]) => rejectsWith(call, { host: host.host, code: [code, 'BERTH_STATE'] }))
      await Promise.all(checks)
    },
  },
]
