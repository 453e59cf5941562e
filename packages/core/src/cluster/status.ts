import type { Observation, UnknownObservation } from '../contract/index.js'
import { BerthError } from '../errors/index.js'
import type { ClusterObservation } from '../lifetime/observe/observe.js'
import { type BerthLabels, readLabels } from '../lifetime/owners/labels.js'
import type { HostAction, HostPlan, Plan } from '../lifetime/plan/plan.js'

/** The container of one host, and what `up` would do there. */
export interface HostStatus {
  readonly observation: Observation
  /** What Berth's labels say; null for a container that is not Berth's, and where there is none. */
  readonly labels: BerthLabels | null
  readonly wouldDo: HostAction
  readonly reason: string
  /** See `HostPlan.drift`. */
  readonly drift: HostPlan['drift']
  /** Why nothing can be said of the container; null unless the observation is `unknown`. */
  readonly error: BerthError | null
}

/** Every host's status, in sorted order. */
export type ClusterStatus = ReadonlyMap<string, HostStatus>

/** Puts what was observed on each host beside what the plan decided for the host. */
export function statusOf(plan: Plan, { observations }: ClusterObservation): ClusterStatus {
  const status = new Map<string, HostStatus>()
  for (const [host, { action, reason, drift }] of plan.hosts) {
    const observation = observations.get(host)
    if (observation === undefined) continue
    const present = observation.state === 'running' || observation.state === 'stopped'
    status.set(host, {
      observation,
      labels: present ? readLabels(observation.container.labels) : null,
      wouldDo: action,
      reason,
      drift,
      error: observation.state === 'unknown' ? notObserved(host, observation) : null,
    })
  }
  return status
}

/** The error of a host that could not be observed. */
function notObserved(host: string, { reason, remedy, varying, unreachable, ...seen }: UnknownObservation): BerthError {
  const code = unreachable ? (seen.code ?? 'BERTH_HOST_UNREACHABLE') : 'BERTH_PROBE_UNTRUSTED'
  return new BerthError({ code, host, operation: 'observe', message: reason, remedy, varying })
}
