import assert from 'node:assert/strict'
import { rejectsWith } from '../../../suite/rejects-with.js'
import { programs } from '../../fixture/programs.js'
import { launches, type RuntimeObligation } from '../../fixture/runtime-obligation.js'
import { expectState } from '../looking/observation.js'
import { otherHandles } from './other-handles.js'

const file = '/var/lib/conformance/kept'

/** What `restart` owes. */
export const restartObligations: readonly RuntimeObligation[] = [
  {
    name: 'restarts a stopped container with what was written in it, as the same container',
    needs: launches,
    body: async (stage) => {
      const engine = await stage.engine()
      const { runtime } = stage
      const launched = await stage.launch()
      await runtime.exec(engine, launched.id, programs.write(file, 'kept'))
      await runtime.exec(engine, launched.id, programs.waitForClock)
      await stage.fixture.stop(launched.id)
      await runtime.restart(engine, launched)
      const container = expectState(await stage.observe(launched.name), 'running')
      assert.equal(container.id, launched.id)
      const [before, after] = [launched.startedAt, container.startedAt ?? '']
      assert.ok(Date.parse(after) >= Date.parse(before) && after !== before, `started at ${before}, then at ${after}`)
      const { stdout } = await runtime.exec(engine, launched.id, programs.read(file))
      assert.equal(stdout, 'kept', 'what was written before it ended')
      await runtime.remove(engine, launched)
    },
  },
  {
    name: 'leaves a running container as it is when asked to restart it',
    needs: launches,
    body: async (stage) => {
      const engine = await stage.engine()
      const shared = await stage.shared()
      await stage.exec(programs.waitForClock)
      await stage.runtime.restart(engine, shared)
      const container = expectState(await stage.observe(shared.name), 'running')
      assert.equal(container.startedAt, shared.startedAt, 'its start time')
    },
  },
  {
    name: 'restarts nothing whose labels are not those that were observed',
    needs: launches,
    body: async (stage) => {
      const engine = await stage.engine()
      const { runtime, host } = stage
      const ended = await stage.ended()
      for (const labels of [{ ...ended.labels, 'berth.run': 'other' }, { 'berth.conformance': 'other' }]) {
        await rejectsWith(runtime.restart(engine, { ...ended, labels }), {
          host: host.host,
          code: 'BERTH_RESTART_FAILED',
        })
      }
      expectState(await stage.observe(ended.name), 'stopped')
      await runtime.remove(engine, ended)
    },
  },
  {
    name: 'restarts nothing by its name or by a part of its id',
    needs: launches,
    body: async (stage) => {
      const engine = await stage.engine()
      const { runtime, host } = stage
      const ended = await stage.ended()
      for (const other of otherHandles(ended)) {
        await rejectsWith(runtime.restart(engine, other), { host: host.host, code: 'BERTH_RESTART_FAILED' })
      }
      expectState(await stage.observe(ended.name), 'stopped')
      await runtime.remove(engine, ended)
    },
  },
  {
    name: 'says that a container which is gone cannot be restarted',
    needs: launches,
    body: async (stage) => {
      const engine = await stage.engine()
      const { runtime, host } = stage
      const launched = await stage.launch()
      await runtime.remove(engine, launched)
      await rejectsWith(runtime.restart(engine, launched), { host: host.host, code: 'BERTH_RESTART_FAILED' })
      assert.equal((await stage.observe(launched.name)).state, 'absent')
    },
  },
]
