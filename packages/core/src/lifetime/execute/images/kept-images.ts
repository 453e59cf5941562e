import type { ImageIdentity, UnreadableImage } from '../../../contract/index.js'
import type { Plan } from '../../plan/plan.js'
import type { ExecutionContext } from '../execution-context.js'

/** The images of the containers that the plan keeps: other hosts are to have these. */
export function keptImages(
  plan: Plan,
  { observed, budget }: Pick<ExecutionContext, 'observed' | 'budget'>,
): ReadonlyMap<string, ImageIdentity | UnreadableImage> {
  const kept = new Map<string, ImageIdentity | UnreadableImage>()
  for (const [host, { action }] of plan.hosts) {
    const observation = observed.observations.get(host)
    if ((action !== 'use' && action !== 'restart') || budget.missing.has(host)) continue
    if (observation?.state === 'running' || observation?.state === 'stopped')
      kept.set(host, observation.container.image)
  }
  return kept
}
