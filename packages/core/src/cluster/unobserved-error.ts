import { BerthError, HostsError } from '../errors/index.js'
import type { ClusterObservation } from '../lifetime/observe.js'
import type { Plan } from '../lifetime/plan.js'

/** The hosts that a run's `down` could not look at, as one error: a container may be left there, and nobody is to believe otherwise. Null if there are none, or the lifetime removes nothing. */
export function unobservedError(plan: Plan, { observations }: ClusterObservation): HostsError | null {
  if (plan.lifetime !== 'per_run') return null
  const failures = new Map<string, BerthError>()
  for (const [host, observation] of observations) {
    if (observation.state !== 'unknown') continue
    failures.set(
      host,
      new BerthError({
        code: observation.unreachable ? 'BERTH_HOST_UNREACHABLE' : 'BERTH_REMOVE_FAILED',
        host,
        operation: 'look for what this run made',
        message: `${observation.reason}; a container of this run may be left`,
        remedy: observation.remedy,
      }),
    )
  }
  return failures.size === 0 ? null : new HostsError('down', failures, observations.size)
}
