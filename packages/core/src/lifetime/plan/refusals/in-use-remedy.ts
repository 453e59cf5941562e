import type { RemedyStep } from '../../../errors/index.js'
import { bringUpInPlace, takeDownRuns } from '../../../errors/remedies/berth-commands.js'
import type { PlanInput } from '../plan-input.js'
import type { HostSituation } from '../situation.js'
import { namedRuns } from './named-runs.js'

/**
 * What to do where per_run containers of other runs are in the way of an `up`. `alone`: nothing else is in the way, so
 * that an `up` in their place would not be refused for something else.
 */
export function inUseRemedy(
  situations: readonly HostSituation[],
  { scope, cluster }: Pick<PlanInput, 'scope' | 'cluster'>,
  { alone }: { readonly alone: boolean },
): readonly RemedyStep[] {
  const runs = namedRuns(situations, cluster)
  const here = { ...scope, hosts: situations.map(({ host }) => host) }
  return [
    'Wait for that run, or give this container another name.',
    ...(runs === null ? [] : ['To take it down, whoever uses it:', takeDownRuns(here, { runs })]),
    ...(alone ? ['To launch in its place, whoever uses it:', bringUpInPlace(scope, { what: 'in_use' })] : []),
  ]
}
