import assert from 'node:assert/strict'
import { rejectsWith } from '../../../suite/rejects-with.js'
import { awkwardText } from '../../fixture/awkward-text.js'
import { guards } from '../../fixture/guards.js'
import { programs } from '../../fixture/programs.js'
import { launches, type RuntimeObligation } from '../../fixture/runtime-obligation.js'
import { expectState } from '../looking/observation.js'
import { otherHandles } from './other-handles.js'

/** What `remove` owes. */
export const removeObligations: readonly RuntimeObligation[] = [
  {
    name: 'removes a container that runs, and one that does not',
    needs: launches,
    body: async (stage) => {
      const engine = await stage.engine()
      const both = await Promise.all([stage.launch(), stage.ended()])
      for (const launched of both) {
        await stage.runtime.remove(engine, launched)
        assert.equal((await stage.observe(launched.name)).state, 'absent', launched.name)
      }
    },
  },
  {
    name: 'takes a container that is gone for removed',
    needs: launches,
    body: async (stage) => {
      const engine = await stage.engine()
      const launched = await stage.launch()
      await stage.runtime.remove(engine, launched)
      await stage.runtime.remove(engine, launched)
    },
  },
  {
    name: 'removes nothing whose labels are not those that were observed',
    needs: launches,
    body: async (stage) => {
      const engine = await stage.engine()
      const { runtime, host } = stage
      const launched = await stage.launch()
      for (const labels of [{ ...launched.labels, 'berth.run': 'other' }, { 'berth.conformance': 'other' }]) {
        await rejectsWith(runtime.remove(engine, { ...launched, labels }), {
          host: host.host,
          code: 'BERTH_REMOVE_FAILED',
        })
        assert.equal(expectState(await stage.observe(launched.name), 'running').id, launched.id)
      }
      await runtime.remove(engine, launched)
    },
  },
  {
    name: 'removes nothing by its name or by a part of its id',
    needs: launches,
    body: async (stage) => {
      const engine = await stage.engine()
      const { runtime, host } = stage
      const launched = await stage.launch()
      for (const other of otherHandles(launched)) {
        // An engine that does not know such an id may say that the container is gone.
        const outcome = runtime.remove(engine, other)
        await outcome.catch(() => rejectsWith(outcome, { host: host.host, code: 'BERTH_REMOVE_FAILED' }))
        assert.equal(expectState(await stage.observe(launched.name), 'running').id, launched.id, `after ${other.id}`)
      }
      await runtime.remove(engine, launched)
    },
  },
  {
    name: 'removes a container that its guard lets go, asked there as uid 0 with every byte of its words',
    needs: launches,
    body: async (stage) => {
      const { runtime } = stage
      const engine = await stage.engine()
      const launched = await stage.launch()
      const word = `${awkwardText}.`
      await runtime.exec(engine, launched.id, programs.write(guards.file, word))
      await runtime.remove(engine, launched, { guard: guards.letsGo(word) })
      assert.equal((await stage.observe(launched.name)).state, 'absent')
    },
  },
  {
    name: 'removes nothing that its guard does not let go, and says what the guard printed',
    needs: launches,
    body: async (stage) => {
      const { runtime } = stage
      const engine = await stage.engine()
      const launched = await stage.launch()
      const refused = { host: engine.connection.host, code: 'BERTH_IN_USE' } as const
      await rejectsWith(runtime.remove(engine, launched, { guard: guards.refuses('used by ann', 7) }), refused)
      const { reason } = (await runtime
        .remove(engine, launched, { guard: guards.refuses('used by ann', 1) })
        .catch((error: unknown) => error)) as { readonly reason: string }
      assert.ok(reason.includes('used by ann'), reason)
      assert.equal(expectState(await stage.observe(launched.name), 'running').id, launched.id)
      await runtime.remove(engine, launched)
    },
  },
  {
    name: 'removes nothing whose guard cannot be run although the container runs',
    needs: launches,
    body: async (stage) => {
      const { runtime } = stage
      const engine = await stage.engine()
      const launched = await stage.launch()
      const refused = { host: engine.connection.host, code: 'BERTH_IN_USE' } as const
      await rejectsWith(runtime.remove(engine, launched, { guard: ['/no/such/program'] }), refused)
      assert.equal(expectState(await stage.observe(launched.name), 'running').id, launched.id)
      await runtime.remove(engine, launched)
    },
  },
  {
    name: 'removes a container that does not run without asking its guard',
    needs: launches,
    body: async (stage) => {
      const { runtime } = stage
      const engine = await stage.engine()
      const ended = await stage.ended()
      await runtime.remove(engine, ended, { guard: guards.refuses('never asked', 1) })
      assert.equal((await stage.observe(ended.name)).state, 'absent')
    },
  },
  {
    name: 'leaves a namesake alone that came later',
    needs: launches,
    body: async (stage) => {
      const engine = await stage.engine()
      const { runtime } = stage
      const earlier = await stage.launch()
      await runtime.remove(engine, earlier)
      const later = await stage.launch({ name: earlier.name })
      assert.notEqual(later.id, earlier.id, 'an id was given again')
      await runtime.remove(engine, earlier)
      assert.equal(expectState(await stage.observe(later.name), 'running').id, later.id)
      await runtime.remove(engine, later)
    },
  },
]
