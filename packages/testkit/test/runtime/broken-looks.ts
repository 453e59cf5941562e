import type { InventoriedContainer, Inventory, Observation } from '@berth/core/adapter'
import { withChangedResults } from '../../src/runtime/fixture/faulty-connection.js'
import { type Break, observation, runtime, without } from './altered.js'
import { anyImage } from './any-image.js'

/** Broken in what they say of themselves and of what they see. */
export const brokenLooks: Readonly<Record<string, Break>> = {
  'declares the capabilities that the suite was given': runtime(({ capabilities }) => ({
    capabilities: Object.freeze({ ...capabilities, outlives: 'session' }),
  })),
  'has a name, and capabilities that nobody can change': runtime(({ capabilities }) => ({
    capabilities: { ...capabilities },
  })),
  'has an inventory if it declares one, and only then': runtime(({ capabilities }) => ({
    capabilities: Object.freeze({ ...capabilities, inventory: false }),
  })),
  'has all calls for parts of images if it declares parts, and none otherwise': runtime(() => ({
    loadParts: async () => anyImage,
  })),
  'writes out containers if it declares that, and only then': (fixture) => ({
    ...fixture,
    runtime: without(fixture.runtime, 'saveContainer'),
  }),
  "tells of all containers of Berth's, in every state, with all that they have": inventory((told) => ({
    ...told,
    engines: changed(told, (container) => (container.startedAt === null ? [] : [container])),
  })),
  'tells of each engine and of each container what an observation tells, in an inventory too': inventory((told) => ({
    ...told,
    engines: changed(told, (container) => [{ ...container, inside: null }]),
  })),
  "tells the time of the host's clock with an inventory": inventory((told) => ({ ...told, now: told.now * 1000 })),
  'takes no answer that was cut or failed for an inventory without containers': runtime((sound) => ({
    inventory: async (host, query, options) =>
      (await sound.inventory?.(host, query, options).catch(() => undefined)) ?? { now: 0, engines: [], troubles: [] },
  })),
  'observes absent where no container has the name': observation((seen) => (seen.state === 'absent' ? unknown : seen)),
  'tells which engine it observes': observation((seen) =>
    seen.state === 'unknown' ? seen : { ...seen, engine: { ...seen.engine, version: '' } },
  ),
  'observes a running container with its id, its name and its times': container((seen) => ({
    ...seen,
    startedAt: '2001-01-01T00:00:00Z',
  })),
  'observes a container that was created and never started as stopped': observation((seen) =>
    seen.state === 'stopped' && seen.container.startedAt === null ? { ...seen, state: 'absent' } : seen,
  ),
  'observes a container that has ended as stopped, and does not look inside': observation((seen) =>
    seen.state === 'stopped' ? { ...seen, state: 'absent' } : seen,
  ),
  'takes neither an id nor a part of a name for a name': runtime((sound) => ({
    observe: async (host, query, options) => {
      const seen = await sound.observe(host, query, options)
      if (seen.state !== 'absent') return seen
      const found = (await sound.list({ connection: host, facts: seen.engine }, {})).find(({ id }) =>
        id.startsWith(query.name),
      )
      return found === undefined ? seen : sound.observe(host, { ...query, name: found.name }, options)
    },
  })),
  'tells what a container is made of and what the reference means on the host': container((seen) => ({
    ...seen,
    image: { unreadable: 'not looked at' },
  })),
  'tells that the host does not have the reference': observation((seen) =>
    seen.state === 'running' ? { ...seen, localImage: seen.localImage ?? seen.container.image } : seen,
  ),
  "hands back what Berth's program prints in a running container, as it is, and changes nothing there": container(
    (seen) => ({ ...seen, inside: seen.inside && 'text' in seen.inside ? { text: seen.inside.text.trim() } : null }),
  ),
  'does not look inside a container without the label of a launch': container((seen) => ({
    ...seen,
    inside: seen.inside ?? { text: '' },
  })),
  "tells that a container shares the host's network": container((seen) => ({ ...seen, hostNetwork: false })),
  'observes the same, whatever is warned of on stderr': runtime((sound) => ({
    observe: async (host, query, options) => {
      let warned = false
      const watched = withChangedResults(host, (result) => {
        warned ||= result.stderr.includes('WARNING')
        return result
      })
      const seen = await sound.observe(watched, query, options)
      return warned && seen.state !== 'unknown' ? { ...without(seen, 'state'), state: 'absent' } : seen
    },
  })),
  'takes no answer that was cut for an observation': failuresAsAbsent(),
  'takes no garbage for an observation': failuresAsAbsent(),
  'takes no answer for an observation whose command failed or was lost': failuresAsAbsent(),
  'observes unknown and unreachable where the host cannot be reached': observation((seen) =>
    seen.state === 'unknown' ? { ...seen, unreachable: false } : seen,
  ),
  'rejects an observation that was aborted': runtime((sound) => ({
    observe: (host, query) => sound.observe(host, query),
  })),
}

function inventory(change: (told: Inventory) => Inventory): Break {
  return runtime((sound) => ({
    inventory: async (...call) => change((await sound.inventory?.(...call)) ?? { now: 0, engines: [], troubles: [] }),
  }))
}

function changed(
  { engines }: Inventory,
  change: (container: InventoriedContainer) => readonly InventoriedContainer[],
): Inventory['engines'] {
  return engines.map(({ containers, ...one }) => ({ ...one, containers: containers.flatMap(change) }))
}

const unknown: Observation = { state: 'unknown', reason: 'not found', remedy: 'Look again.', unreachable: false }

const engine = {
  id: null,
  boot: null,
  own: true,
  version: '1',
  store: 's',
  root: '/r',
  reachedBy: 'plain',
  rootless: false,
  endsWithLogin: false,
} as const

type Seen = Extract<Observation, { state: 'running' }>['container']

function container(change: (seen: Seen) => Seen): Break {
  return observation((seen) => ('container' in seen ? { ...seen, container: change(seen.container) } : seen))
}

function failuresAsAbsent(): Break {
  return observation((seen) => (seen.state === 'unknown' ? { state: 'absent', engine, localImage: null } : seen))
}
