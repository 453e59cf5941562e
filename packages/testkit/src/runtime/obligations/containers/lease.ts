import assert from 'node:assert/strict'
import { renewalCommand } from '@berth/core/adapter'
import { programs } from '../../fixture/programs.js'
import { launches, type RuntimeObligation } from '../../fixture/runtime-obligation.js'
import type { Stage } from '../../fixture/stage.js'
import { expectState } from '../looking/observation.js'

const leases: RuntimeObligation['needs'] = [...launches, 'lease']

/** What a runtime with leases owes. Its containers get the shortest that a file may ask for. */
export const leaseObligations: readonly RuntimeObligation[] = [
  {
    name: 'ends and removes a container whose lease is over, once nothing runs in it',
    needs: leases,
    body: async (stage) => {
      const engine = await stage.engine()
      const launched = await stage.launch({ lease: 5 })
      const [command, seen] = await Promise.all([
        stage.runtime.exec(engine, launched.id, programs.stay(10)),
        stage.host.exec(programs.stay(8)).then(() => stage.observe(launched.name)),
      ])
      assert.equal(command.exitCode, 0)
      assert.equal(expectState(seen, 'running').id, launched.id, 'while a command runs')
      await untilGone(stage, launched.name)
    },
  },
  {
    name: 'keeps a container whose lease is renewed, and removes it when asked',
    needs: leases,
    body: async (stage) => {
      const engine = await stage.engine()
      const launched = await stage.launch({ lease: 5, labels: { 'berth.launch': 'leased' } })
      const renewal = await stage.runtime.exec(engine, launched.id, renewalCommand('leased', 600), { user: '0' })
      assert.equal(renewal.exitCode, 0, renewal.stderr)
      await stage.host.exec(programs.stay(8))
      assert.equal(expectState(await stage.observe(launched.name), 'running').id, launched.id)
      await stage.runtime.remove(engine, launched)
      assert.equal((await stage.observe(launched.name)).state, 'absent')
    },
  },
]

/** Looks once a second: an ended container may be on its way out. */
async function untilGone(stage: Stage, name: string): Promise<void> {
  for (let second = 0; second < 60; second += 1) {
    if ((await stage.observe(name)).state === 'absent') return
    await stage.host.exec(programs.stay(1))
  }
  assert.equal((await stage.observe(name)).state, 'absent', 'a minute after the last command')
}
