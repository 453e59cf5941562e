import assert from 'node:assert/strict'
import type { EngineInventory, InventoriedContainer, Inventory } from '@berth/core/adapter'
import { rejectsWith } from '../../../suite/rejects-with.js'
import { withChangedResults } from '../../fixture/faulty-connection.js'
import { launches, type RuntimeObligation } from '../../fixture/runtime-obligation.js'
import { newName, type Stage } from '../../fixture/stage.js'

const needs = [...launches, 'inventory'] as const

/** What `inventory` owes. */
export const inventoryObligations: readonly RuntimeObligation[] = [
  {
    name: "tells of all containers of Berth's, in every state, with all that they have",
    needs,
    body: async (stage) => {
      const engine = await stage.engine()
      const { runtime, fixture } = stage
      const labels = { 'berth.inventoried': newName() }
      const [running, ended] = await Promise.all([stage.launch({ labels }), stage.launch({ labels })])
      await fixture.stop(ended.id)
      const created = await stage.spec({ labels })
      const id = await fixture.create(created)
      const told = containersOf(await inventory(stage)).filter((one) => hasAll(one.labels, labels))
      const { name } = created
      const made = [running, ended, { id, name, labels: created.labels, startedAt: null }]
      assert.deepEqual(
        new Set(told.map((one) => `${one.id} ${one.name} ${one.state}`)),
        new Set(made.map((one) => `${one.id} ${one.name} ${one === running ? 'running' : 'stopped'}`)),
      )
      for (const one of told) {
        const own = made.find((each) => each.id === one.id)
        assert.ok(own !== undefined && hasAll(one.labels, own.labels), `labels of ${one.name}`)
        assert.ok(!Number.isNaN(Date.parse(one.createdAt)), `${one.name} was created at ${one.createdAt}`)
        assert.equal(one.startedAt === null, own.startedAt === null, `${one.name} was started at ${one.startedAt}`)
      }
      await Promise.all(made.map((handle) => runtime.remove(engine, handle)))
    },
  },
  {
    name: 'tells of each engine and of each container what an observation tells, in an inventory too',
    needs,
    body: async (stage) => {
      const name = newName()
      const engine = await stage.engine()
      const launched = await stage.launch({ name, labels: { 'berth.launch': name } })
      const seen = await stage.observe(name)
      const [own, ...more] = (await inventory(stage)).engines.flatMap((one) => ofId(one, launched.id))
      assert.ok(seen.state === 'running' && own !== undefined && more.length === 0, JSON.stringify(seen))
      assert.deepEqual(own.engine, seen.engine)
      const { inside, createdAt, startedAt, imageReference, labels } = own.container
      const { container } = seen
      assert.deepEqual(
        { createdAt, startedAt, imageReference, labels },
        {
          createdAt: container.createdAt,
          startedAt: container.startedAt,
          imageReference: container.imageReference,
          labels: container.labels,
        },
      )
      assert.ok(inside !== null && 'text' in inside, `its inside is ${JSON.stringify(inside)}`)
      assert.match(inside.text, /^inside 1\n(?:.*\n)*end\n$/)
      await stage.runtime.remove(engine, launched)
    },
  },
  {
    name: "tells the time of the host's clock with an inventory",
    needs,
    body: async (stage) => {
      const { startedAt } = await stage.shared()
      const { now } = await inventory(stage)
      const age = now - Date.parse(startedAt) / 1000
      assert.ok(age > -2 && age < 86_400, `what was started at ${startedAt} is ${age} s old`)
    },
  },
  {
    name: 'takes no answer that was cut or failed for an inventory without containers',
    needs,
    body: async (stage) => {
      const { id } = await stage.shared()
      const faults = [
        withChangedResults(stage.host, (result) => ({ ...result, stdout: '' })),
        withChangedResults(stage.host, (result) => ({ ...result, stdout: '', exitCode: 1 })),
        withChangedResults(stage.host, (result) => ({
          ...result,
          stdout: result.stdout.slice(0, result.stdout.length / 2),
        })),
      ]
      for (const host of faults) {
        const asking = inventory(stage, host)
        await asking.then(
          (told) =>
            assert.ok(
              told.troubles.length > 0 || containersOf(told).some((container) => container.id === id),
              `a failed look resolved with ${JSON.stringify(told)}`,
            ),
          () => rejectsWith(asking, { host: host.host, code: 'BERTH_PROBE_UNTRUSTED' }),
        )
      }
    },
  },
]

async function inventory({ runtime, host }: Stage, connection = host): Promise<Inventory> {
  assert.ok(runtime.inventory !== undefined, 'there is no inventory, which the capabilities declare')
  return runtime.inventory(connection, { privilege: 'auto' })
}

function containersOf({ engines }: Inventory): readonly InventoriedContainer[] {
  return engines.flatMap(({ containers }) => containers)
}

function ofId({ engine, containers }: EngineInventory, id: string) {
  return containers.filter((container) => container.id === id).map((container) => ({ engine, container }))
}

function hasAll(labels: Readonly<Record<string, string>>, wanted: Readonly<Record<string, string>>): boolean {
  return Object.entries(wanted).every(([name, value]) => labels[name] === value)
}
