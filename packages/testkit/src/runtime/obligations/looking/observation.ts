import assert from 'node:assert/strict'
import { berthFolder, insideCommand, type Observation, type ObservedContainer } from '@berth/core/adapter'
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
      assert.equal(container.inside, null)
      await stage.runtime.remove(engine, { id, name: spec.name, labels: spec.labels })
    },
  },
  {
    name: 'observes a container that has ended as stopped, and does not look inside',
    needs: launches,
    body: async (stage) => {
      const engine = await stage.engine()
      const launched = await stage.launch({ labels: { 'berth.launch': 'ended' } })
      await stage.fixture.stop(launched.id)
      const container = expectState(await stage.observe(launched.name), 'stopped')
      assert.deepEqual(pick(container), { id: launched.id, name: launched.name, startedAt: launched.startedAt })
      assert.equal(container.inside, null)
      await stage.runtime.remove(engine, launched)
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
    name: "hands back what Berth's program prints in a running container, as it is, and changes nothing there",
    needs: launches,
    body: async (stage) => {
      const { runtime } = stage
      const engine = await stage.engine()
      const launched = await stage.launch({ labels: { 'berth.launch': 'looked-at' } })
      assert.match(await insideOf(stage, launched.name), /^inside 1\nnow \d+\nuptime \S+ \d+\nend\n$/)
      assert.equal(
        (await runtime.exec(engine, launched.id, programs.exists(berthFolder))).exitCode,
        1,
        'it was written',
      )
      await runtime.exec(engine, launched.id, programs.write(`${berthFolder}/provisioned`, '{"done": "ü"}\n\n'))
      const { stdout } = await runtime.exec(engine, launched.id, insideCommand(), { user: '0' })
      const withoutTime = (text: string): string => text.replace(/^(now|uptime) .*$/gm, '')
      assert.match(stdout, /^marker \{"done": "ü"\}$/m)
      assert.equal(withoutTime(await insideOf(stage, launched.name)), withoutTime(stdout))
      await runtime.remove(engine, launched)
    },
  },
  {
    name: 'does not look inside a container without the label of a launch',
    needs: launches,
    body: async (stage) => {
      const { name } = await stage.shared()
      assert.equal(expectState(await stage.observe(name), 'running').inside, null)
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

async function insideOf(stage: Stage, name: string): Promise<string> {
  const { inside } = expectState(await stage.observe(name), 'running')
  return inside !== null && 'text' in inside
    ? inside.text
    : assert.fail(`the inside was not read: ${JSON.stringify(inside)}`)
}

/** The container of an observation that must have this state. */
export function expectState(seen: Observation, state: 'running' | 'stopped'): ObservedContainer {
  if (seen.state === state) return seen.container
  return assert.fail(`should be ${state}, and was seen as ${JSON.stringify(seen)}`)
}
