import type { HostAction, HostPlan } from './plan.js'
import { containerOf, type HostSituation } from './situation.js'

/** A host's plan around its action: everything else follows from the situation, but for the drift. */
export function hostPlan(situation: HostSituation, action: HostAction, reason: string, provision = false): HostPlan {
  const container = containerOf(situation)
  const launches = action === 'launch' || action === 'replace'
  return {
    state: situation.observation.state,
    action,
    reason,
    container: container === null ? null : { id: container.id, name: container.name, labels: container.labels },
    provision,
    drift: null,
    compensation: launches ? 'remove what was created' : 'none',
  }
}
