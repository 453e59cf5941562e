import type { Inventory, Observation } from '../../contract/index.js'
import { sharedEngines } from '../observe/shared-engines.js'

/** What one runtime told of one host. */
interface Told {
  readonly host: string
  readonly runtime: string
  readonly inventory: Inventory
}

/**
 * The same without the engines that several of the hosts are names of: what one name removes, another has too, so that
 * each of these hosts has a trouble in the place of that engine.
 */
export function withoutSharedEngines<Each extends Told>(told: readonly Each[]): readonly Each[] {
  const ways = new Map<string, Map<string, Observation>>()
  for (const { host, runtime, inventory } of told)
    for (const { engine } of inventory.engines) {
      const way = wayOf(runtime, engine.reachedBy)
      ways.set(way, (ways.get(way) ?? new Map()).set(host, { state: 'absent', engine, localImage: null }))
    }
  const shared = new Map([...ways].map(([way, engines]) => [way, sharedEngines(engines)]))
  return told.map((one) => {
    const { engines, troubles } = one.inventory
    const troubleOf = (reachedBy: 'plain' | 'sudo') => shared.get(wayOf(one.runtime, reachedBy))?.get(one.host)
    const inventory = {
      ...one.inventory,
      engines: engines.filter(({ engine }) => troubleOf(engine.reachedBy) === undefined),
      troubles: [...troubles, ...engines.flatMap(({ engine }) => troubleOf(engine.reachedBy) ?? [])],
    }
    return { ...one, inventory }
  })
}

function wayOf(runtime: string, reachedBy: 'plain' | 'sudo'): string {
  return `${reachedBy} ${runtime}`
}
