import type { Observation } from '../contract/index.js'
import type { BerthError } from '../errors/index.js'
import { notObserved } from '../lifetime/observe/not-observed.js'
import type { ClusterObservation } from '../lifetime/observe/observe.js'
import { type BerthLabels, readLabels, sshdPortOf } from '../lifetime/owners/labels.js'
import type { HostAction, HostPlan, Plan } from '../lifetime/plan/plan.js'

/** The container of one host, and what `up` would do there. */
export interface HostStatus {
  readonly observation: Observation
  /** What Berth's labels say; null for a container that is not Berth's, and where there is none. */
  readonly labels: BerthLabels | null
  /** The TCP port that the container was made to have its sshd on; null where no label says so. */
  readonly sshdPort: number | null
  readonly wouldDo: HostAction
  readonly reason: string
  /** See `HostPlan.drift`. */
  readonly drift: HostPlan['drift']
  /** Why nothing can be said of the container; null unless the observation is `unknown`. */
  readonly error: BerthError | null
}

/** Every host's status, in sorted order. */
export type ClusterStatus = ReadonlyMap<string, HostStatus>

/**
 * Puts what was observed on each host beside what the plan decided for the host. With a host that the plan goes on
 * without nothing would be done.
 */
export function statusOf(plan: Plan, { observations }: ClusterObservation): ClusterStatus {
  const status = new Map<string, HostStatus>()
  const decided = [
    ...[...plan.hosts].map(([host, { action, reason, drift }]) => [host, { wouldDo: action, reason, drift }] as const),
    ...[...plan.missing].map(
      ([host, { reason }]) => [host, { wouldDo: 'none', reason: `left out: ${reason}`, drift: null }] as const,
    ),
  ]
  for (const [host, would] of decided.sort(([a], [b]) => (a < b ? -1 : 1))) {
    const observation = observations.get(host)
    if (observation === undefined) continue
    const present = observation.state === 'running' || observation.state === 'stopped'
    status.set(host, {
      observation,
      labels: present ? readLabels(observation.container.labels) : null,
      sshdPort: present ? sshdPortOf(observation.container.labels) : null,
      ...would,
      error: observation.state === 'unknown' ? notObserved(host, observation) : null,
    })
  }
  return status
}
