import assert from 'node:assert/strict'
import { markerPath, type Observation, type ObservedContainer } from '@berth/core/adapter'
import { programs } from '../../fixture/programs.js'
import { launches, type RuntimeObligation } from '../../fixture/runtime-obligation.js'
import { newName, type Stage } from '../../fixture/stage.js'

/** What `observe` owes of the containers and images of a host. */
export const observationObligations: readonly RuntimeObligation[] = [
  {
    name: 'observes absent where no container has the name',
    body: async (stage) => {
      const seen = await stage.observe(newName())
      assert.equal(seen.state, 'absent', JSON.stringify(seen))
    },
  },
  {
    name: 'tells which engine it observes',
    body: async (stage) => {
      const seen = await stage.observe(newName())
      assert.ok(seen.state !== 'unknown', JSON.stringify(seen))
      assert.ok(seen.engine.version !== '' && seen.engine.store !== '', JSON.stringify(seen.engine))
      const again = await stage.observe(newName())
      assert.ok(again.state !== 'unknown', JSON.stringify(again))
      assert.deepEqual(again.engine, seen.engine)
    },
  },
  {
    name: 'observes a running container with its id, its name and its times',
    needs: launches,
    body: async (stage) => {
      const launched = await stage.shared()
      const container = expectState(await stage.observe(launched.name), 'running')
      assert.deepEqual(pick(container), { id: launched.id, name: launched.name, startedAt: launched.startedAt })
      assert.match(container.createdAt, timestamp)
      assert.match(launched.startedAt, timestamp)
    },
  },
  {
    name: 'observes a container that was created and never started as stopped',
    needs: ['labels'],
    body: async (stage) => {
      const engine = await stage.engine()
      const spec = await stage.spec()
      const id = await stage.fixture.create(spec)
      const container = expectState(await stage.observe(spec.name), 'stopped')
      assert.deepEqual(pick(container), { id, name: spec.name, startedAt: null })
      assert.equal(container.marker, null)
      await stage.runtime.remove(engine, { id, name: spec.name, labels: spec.labels })
    },
  },
  {
    name: 'observes a container that has ended as stopped, with its marker',
    needs: launches,
    body: async (stage) => {
      const engine = await stage.engine()
      const launched = await stage.launch()
      const { runtime } = stage
      await runtime.exec(engine, launched.id, programs.write(markerPath, 'kept\n'))
      await stage.fixture.stop(launched.id)
      const container = expectState(await stage.observe(launched.name), 'stopped')
      assert.deepEqual(pick(container), { id: launched.id, name: launched.name, startedAt: launched.startedAt })
      assert.equal(container.marker, 'kept\n')
      await runtime.remove(engine, launched)
    },
  },
  {
    name: 'takes neither an id nor a part of a name for a name',
    needs: launches,
    body: async (stage) => {
      const { id, name } = await stage.shared()
      const others = [
        id,
        id.slice(0, 12),
        id.slice(0, 4),
        name.slice(0, -1),
        name.slice(1),
        `${name}x`,
        name.toUpperCase(),
      ]
      for (const other of others.filter((text) => text !== name)) {
        const seen = await stage.observe(other)
        assert.equal(seen.state, 'absent', `${other}, where only ${name} with the id ${id} is: ${JSON.stringify(seen)}`)
      }
    },
  },
  {
    name: 'tells what a container is made of and what the reference means on the host',
    needs: [...launches, 'imageIdentity'],
    body: async (stage) => {
      const { name } = await stage.shared()
      const seen = await stage.observe(name)
      const container = expectState(seen, 'running')
      assert.deepEqual(container.image, await stage.image())
      assert.deepEqual('localImage' in seen && seen.localImage, await stage.image())
      assert.ok(container.imageReference !== '', 'the container has no image reference')
    },
  },
  {
    name: 'tells that the host does not have the reference',
    needs: launches,
    body: async (stage) => {
      const { name } = await stage.shared()
      const seen = await stage.observe(name, { image: 'conformance/no-such-image:0' })
      expectState(seen, 'running')
      assert.equal('localImage' in seen && seen.localImage, null)
    },
  },
  {
    name: 'reads the provisioning marker as it is, and null where there is none',
    needs: launches,
    body: async (stage) => {
      const engine = await stage.engine()
      const launched = await stage.launch()
      assert.equal(await markerOf(stage, launched.name), null)
      const marker = '{"done": "ü"}\n\n'
      await stage.runtime.exec(engine, launched.id, programs.write(markerPath, marker))
      assert.equal(await markerOf(stage, launched.name), marker)
      await stage.runtime.remove(engine, launched)
    },
  },
  {
    name: "tells that a container shares the host's network",
    needs: [...launches, 'hostNetwork'],
    body: async (stage) => {
      const engine = await stage.engine()
      const launched = await stage.launch({ network: 'host' })
      assert.equal(expectState(await stage.observe(launched.name), 'running').hostNetwork, true)
      await stage.runtime.remove(engine, launched)
    },
  },
]

const timestamp = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/

function pick({ id, name, startedAt }: ObservedContainer): Pick<ObservedContainer, 'id' | 'name' | 'startedAt'> {
  return { id, name, startedAt }
}

async function markerOf(stage: Stage, name: string): Promise<string | null> {
  return expectState(await stage.observe(name), 'running').marker
}

/** The container of an observation that must have this state. */
export function expectState(seen: Observation, state: 'running' | 'stopped'): ObservedContainer {
  if (seen.state === state) return seen.container
  return assert.fail(`should be ${state}, and was seen as ${JSON.stringify(seen)}`)
}
