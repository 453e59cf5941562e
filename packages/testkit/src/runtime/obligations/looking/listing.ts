import assert from 'node:assert/strict'
import { rejectsWith } from '../../../suite/rejects-with.js'
import { withChangedResults } from '../../fixture/faulty-connection.js'
import { launches, type RuntimeObligation } from '../../fixture/runtime-obligation.js'
import { newName } from '../../fixture/stage.js'

/** What `list` owes. */
export const listingObligations: readonly RuntimeObligation[] = [
  {
    name: 'lists containers in every state by their labels, with all that they have',
    needs: launches,
    body: async (stage) => {
      const engine = await stage.engine()
      const { runtime } = stage
      const labels = { 'berth.listed': newName() }
      const [running, ended] = await Promise.all([
        stage.launch({ labels }),
        stage.launch({ labels: { ...labels, 'berth.more': 'yes' } }),
      ])
      await stage.fixture.stop(ended.id)
      const listed = await runtime.list(engine, labels)
      assert.deepEqual(
        new Set(listed.map(({ id, name }) => `${id} ${name}`)),
        new Set([running, ended].map(({ id, name }) => `${id} ${name}`)),
      )
      for (const handle of listed) {
        const launched = handle.id === running.id ? running : ended
        for (const [name, value] of Object.entries(launched.labels)) assert.equal(handle.labels[name], value, name)
      }
      await Promise.all([running, ended].map((launched) => runtime.remove(engine, launched)))
    },
  },
  {
    name: 'lists only what has all the labels with these very values',
    needs: launches,
    body: async (stage) => {
      const engine = await stage.engine()
      const { runtime } = stage
      const value = newName()
      const launched = await stage.launch({ labels: { 'berth.listed': value } })
      const others = [
        { 'berth.listed': value.slice(0, -1) },
        { 'berth.listed': `${value}x` },
        { 'berth.listed': '' },
        { 'berth.listed': value, 'berth.other': 'yes' },
        { 'berth.liste': value },
      ]
      for (const labels of others) {
        const listed = await runtime.list(engine, labels)
        assert.deepEqual(
          listed.filter(({ id }) => id === launched.id),
          [],
          JSON.stringify(labels),
        )
      }
      await runtime.remove(engine, launched)
    },
  },
  {
    name: 'rejects a listing that failed, rather than to list nothing',
    needs: launches,
    body: async (stage) => {
      const engine = await stage.engine()
      const { name } = await stage.shared()
      const faults = [
        withChangedResults(stage.host, (result) => ({ ...result, stdout: '' })),
        withChangedResults(stage.host, (result) => ({ ...result, stdout: '', exitCode: 1 })),
        withChangedResults(stage.host, (result) => ({
          ...result,
          stdout: result.stdout.slice(0, result.stdout.length / 2),
        })),
        withChangedResults(stage.host, (result) => ({ ...result, exitCode: null, endedBy: 'lost' })),
      ]
      for (const host of faults) {
        const listing = stage.runtime.list({ ...engine, connection: host }, stage.labels)
        await listing.then(
          (listed) =>
            assert.ok(
              listed.some((handle) => handle.name === name),
              `a failed listing resolved with ${JSON.stringify(listed)}`,
            ),
          () => rejectsWith(listing, { host: host.host, code: 'BERTH_PROBE_UNTRUSTED' }),
        )
      }
    },
  },
]
