import { needsClaim } from '../../inside/needs-claim.js'
import type { ClusterObservation } from '../../observe/observe.js'
import { readLabels } from '../../owners/labels.js'
import { type HeldContainer, keptContainer } from '../held-container.js'
import { launchOf } from './launch-of.js'

/**
 * The observed containers of these hosts that must be claimed by who uses them, and did not make them. `settled`: those
 * that Berth launched and that need no claim, in their place. Default is false.
 */
export function observedToClaim(
  hosts: readonly string[],
  observed: ClusterObservation,
  made: ReadonlyMap<string, string>,
  settled = false,
): ReadonlyMap<string, HeldContainer> {
  const containers = new Map<string, HeldContainer>()
  for (const host of hosts) {
    const seen = observed.observations.get(host)
    if (seen?.state !== 'running' && seen?.state !== 'stopped') continue
    const { id, name, labels } = seen.container
    if (readLabels(labels) === null || needsClaim(seen.container) === settled) continue
    if (made.get(host) !== launchOf(seen.container))
      containers.set(host, keptContainer({ id, name, labels }, observed, host))
  }
  return containers
}
