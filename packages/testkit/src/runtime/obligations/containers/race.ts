import assert from 'node:assert/strict'
import { rejectsWith } from '../../../suite/rejects-with.js'
import { launches, type RuntimeObligation } from '../../fixture/runtime-obligation.js'
import { newName } from '../../fixture/stage.js'
import { expectState } from '../looking/observation.js'

/** What `launch` owes where the name is taken. */
export const raceObligations: readonly RuntimeObligation[] = [
  {
    name: 'lets exactly one of several launches for a name win, and leaves nothing of the others',
    needs: launches,
    body: async (stage) => {
      const engine = await stage.engine()
      const { runtime, host } = stage
      const name = newName()
      const specs = await Promise.all(
        Array.from({ length: contenders }, (_, turn) =>
          stage.spec({ name, labels: { 'berth.run': `${name}-${turn}` } }),
        ),
      )
      const launching = specs.map((spec) => runtime.launch(engine, spec))
      const outcomes = await Promise.allSettled(launching)
      const winners = outcomes.flatMap((outcome, turn) => (outcome.status === 'fulfilled' ? [turn] : []))
      assert.equal(winners.length, 1, `${winners.length} of ${contenders} launches for one name won`)
      for (const [turn, attempt] of launching.entries()) {
        const left = await runtime.list(engine, { 'berth.run': `${name}-${turn}` })
        if (turn === winners[0]) {
          assert.deepEqual(
            left.map(({ id }) => id),
            [(await attempt).id],
            'the container of the winner',
          )
          const container = expectState(await stage.observe(name), 'running')
          assert.equal(container.id, left[0]?.id)
        } else {
          await rejectsWith(attempt, { host: host.host, code: 'BERTH_NAME_TAKEN' })
          assert.deepEqual(left, [], 'containers of a launch that lost')
        }
      }
    },
  },
  {
    name: 'takes a name for taken whose container does not run, and leaves that as it is',
    needs: launches,
    body: async (stage) => {
      const engine = await stage.engine()
      const { runtime, host } = stage
      const spec = await stage.spec()
      const id = await stage.fixture.create(spec)
      await rejectsWith(runtime.launch(engine, spec), { host: host.host, code: 'BERTH_NAME_TAKEN' })
      assert.equal(expectState(await stage.observe(spec.name), 'stopped').id, id)
      await runtime.remove(engine, { id, name: spec.name, labels: spec.labels })
    },
  },
]

const contenders = 4
