import assert from 'node:assert/strict'
import { rejectsWith } from '../../../suite/rejects-with.js'
import { launches, type RuntimeObligation } from '../../fixture/runtime-obligation.js'
import type { Stage } from '../../fixture/stage.js'
import { expectState } from '../looking/observation.js'

/** What `saveContainer` owes. */
export const saveObligations: readonly RuntimeObligation[] = [
  {
    name: 'writes out what a container holds, which runs on as it was',
    needs: [...launches, 'save'],
    body: async (stage) => {
      const { id, name, labels } = await stage.launch()
      const before = expectState(await stage.observe(name), 'running')
      assert.ok((await save(stage, { id, name, labels })) > 0, 'nothing was written')
      assert.deepEqual(expectState(await stage.observe(name), 'running'), before)
      await stage.runtime.remove(await stage.engine(), { id, name, labels })
    },
  },
  {
    name: 'writes out no container whose labels are not those that were observed',
    needs: [...launches, 'save'],
    body: async (stage) => {
      const { id, name } = await stage.shared()
      await rejectsWith(save(stage, { id, name, labels: { 'berth.conformance': 'other' } }), {
        host: stage.host.host,
        code: 'BERTH_SAVE_FAILED',
      })
    },
  },
]

/** How many bytes are written out of a container. */
async function save(stage: Stage, handle: Parameters<Stage['runtime']['remove']>[1]): Promise<number> {
  const { saveContainer } = stage.runtime
  assert.ok(saveContainer, 'there is no such call')
  let bytes = 0
  const take = async (piece: Uint8Array): Promise<void> => {
    bytes += piece.length
  }
  await saveContainer.call(stage.runtime, await stage.engine(), handle, [], take)
  return bytes
}
