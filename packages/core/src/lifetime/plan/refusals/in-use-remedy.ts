import type { RemedyStep } from '../../../errors/index.js'
import { bringUpInPlace, takeDown, takeDownRuns } from '../../../errors/remedies/berth-commands.js'
import { insideOf } from '../../inside/inside-of.js'
import { isKnown } from '../../owners/ownership.js'
import type { PlanInput } from '../plan-input.js'
import { containerOf, type HostSituation } from '../situation.js'
import { namedRuns } from './named-runs.js'
import { scopeOfDown } from './scope-of-down.js'

/**
 * What to do where per_run containers of other runs are in the way of an `up`. `alone`: nothing else is in the way, so
 * that an `up` in their place would not be refused for something else.
 */
export function inUseRemedy(
  situations: readonly HostSituation[],
  { scope, cluster, options: { replace = [] } }: Pick<PlanInput, 'scope' | 'cluster' | 'options'>,
  { alone }: { readonly alone: boolean },
): readonly RemedyStep[] {
  const here = { ...scope, hosts: situations.map(({ host }) => host) }
  if (situations.every(isHandedOver)) {
    return [
      'It was handed over: work in it, or give this container another name. To take it down:',
      takeDown(scopeOfDown(situations, { scope, cluster }), {}),
    ]
  }
  const runs = namedRuns(situations, cluster)
  return [
    'Wait for that run, or give this container another name.',
    ...(runs === null ? [] : ['To take it down, whoever uses it:', takeDownRuns(here, { runs })]),
    ...(alone
      ? ['To launch in its place, whoever uses it:', bringUpInPlace(scope, { what: ['in_use', ...replace].join(',') })]
      : []),
  ]
}

/** Whether the command line of this user works in a container, and takes it down, without being told its run. */
function isHandedOver(situation: HostSituation): boolean {
  const { ownership } = situation
  const container = containerOf(situation)
  if (container === null || !isKnown(ownership) || ownership.by !== 'mine' || !ownership.labels.handedOver) return false
  const inside = insideOf(container, ownership.labels)
  return inside !== null && 'committed' in inside && inside.committed && inside.provisioning === null
}
