import { BerthError } from '../../errors/index.js'
import type { ClusterObservation } from '../../lifetime/observe/observe.js'
import type { Plan } from '../../lifetime/plan/plan.js'

/**
 * The hosts that a run's `down` could not look at: a container may be left there, and nobody is to believe otherwise.
 * None where the lifetime removes nothing.
 */
export function unobservedHosts(plan: Plan, { observations }: ClusterObservation): Map<string, BerthError> {
  const failures = new Map<string, BerthError>()
  if (plan.lifetime !== 'per_run') return failures
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
        varying: observation.varying,
      }),
    )
  }
  return failures
}
