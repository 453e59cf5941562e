import type { EngineFacts, Observation, UnknownObservation } from '../../contract/index.js'

/** A host whose engine was seen. */
interface SeenHost {
  readonly host: string
  readonly engine: EngineFacts
  readonly container: string | null
}

/**
 * The hosts that are names of one engine, each as `unknown`, with the other names and what tells: nothing may be done
 * by two names to what is one thing. Engines are one where their ids, or the ids of their containers, are equal: on one
 * boot of one host, or where the engine that answers is not surely the host's own. Machines that were copied from one
 * have equal ids and boots of their own: these are two.
 */
export function sharedEngines(observations: ReadonlyMap<string, Observation>): ReadonlyMap<string, UnknownObservation> {
  const seen = [...observations].flatMap(([host, observation]): SeenHost[] => {
    if (observation.state === 'unknown') return []
    const container = observation.state === 'absent' ? null : observation.container.id
    return [{ host, engine: observation.engine, container }]
  })
  const shared = new Map<string, UnknownObservation>()
  const byEngine = grouped(seen, ({ engine }) => engine.id).map(([id, hosts]) => [`the engine ${id}`, hosts] as const)
  const byContainer = grouped(seen, ({ container }) => container).map(
    ([id, hosts]) => [`the container ${id}`, hosts] as const,
  )
  for (const [what, hosts] of [...byEngine, ...byContainer]) {
    const sets = hosts.every(({ engine }) => engine.own)
      ? grouped(hosts, ({ engine }) => engine.boot ?? '').map(([, one]) => one)
      : [hosts]
    for (const set of sets) {
      if (set.length < 2) continue
      for (const { host } of set) if (!shared.has(host)) shared.set(host, asOne(set, what))
    }
  }
  return shared
}

function asOne(set: readonly SeenHost[], what: string): UnknownObservation {
  const [first, second, ...more] = set.map(({ host }) => host).sort()
  const others = more.length === 0 ? '' : ` and ${more.length} more`
  const isSure = set.every(({ engine }) => engine.own)
  return {
    state: 'unknown',
    reason: `${first}, ${second}${others} are names of one engine: each of them reaches ${what}`,
    remedy: isSure
      ? 'Name every machine once in the cluster file.'
      : 'Name every machine once in the cluster file, and let the engine that answers on each be its own.',
    unreachable: false,
  }
}

function grouped<Item>(items: readonly Item[], keyOf: (item: Item) => string | null): (readonly [string, Item[]])[] {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const key = keyOf(item)
    if (key === null) continue
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [item])
    else group.push(item)
  }
  return [...groups]
}
