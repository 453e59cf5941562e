import { needsClaim } from '../../inside/needs-claim.js'
import type { ClusterObservation } from '../../observe/observe.js'
import { readLabels } from '../../owners/labels.js'
import { type HeldContainer, keptContainer } from '../held-container.js'
import { launchOf } from './launch-of.js'

/**
 * The observed containers of these hosts that must be claimed by who uses them, and did not make them. `all`: those too
 * that need no claim of who uses a whole set, as Berth launched them.
 */
export function observedToClaim(
  hosts: readonly string[],
  observed: ClusterObservation,
  made: ReadonlyMap<string, string>,
  all = false,
): ReadonlyMap<string, HeldContainer> {
  const containers = new Map<string, HeldContainer>()
  for (const host of hosts) {
    const seen = observed.observations.get(host)
    if (seen?.state !== 'running' && seen?.state !== 'stopped') continue
    const { id, name, labels } = seen.container
    const isOfBerth = readLabels(labels) !== null
    if ((needsClaim(seen.container) || (all && isOfBerth)) && made.get(host) !== launchOf(seen.container))
      containers.set(host, keptContainer({ id, name, labels }, observed, host))
  }
  return containers
}
