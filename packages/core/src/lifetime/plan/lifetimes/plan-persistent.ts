import { repairMissing } from '../../../errors/remedies/berth-commands.js'
import { isOurs } from '../../owners/ownership.js'
import type { Decision, UpContext } from '../decision.js'
import { hostList } from '../describe.js'
import { hostPlan } from '../host-plan.js'
import type { HostAction, HostPlan, Refusal } from '../plan.js'
import type { PlanInput } from '../plan-input.js'
import { nextRefusal } from '../refusals/next-refusal.js'
import { refusal } from '../refusals/refuse.js'
import { refuseBringUp } from '../refusals/refuse-bring-up.js'
import type { KnownSituation } from '../situation.js'
import { foreignWarnings, type PersistentSet, persistentSet, refuseMismatch } from './persistent-set.js'

/**
 * `persistent`: containers that are there are kept and attached to; a set is launched only where no host has a
 * container, and completed only on request. `refusedRepair` is why completing it would be refused.
 */
export function planPersistent(context: UpContext, refusedRepair: () => Refusal | null): Decision {
  const { situations, input } = context
  const set = persistentSet(situations)
  const { absent, present, stopped } = set
  const refused = refuseMismatch(set) ?? refuseBringUp(context)
  if (refused !== null) return { refusal: refused }
  if (present.length > 0 && absent.length > 0 && input.options.repair !== 'launch_missing')
    return { refusal: refusePartial(set, input, refusedRepair()) }

  const hosts = new Map<string, HostPlan>(situations.map((situation) => [situation.host, planHost(situation, input)]))
  const warnings = foreignWarnings(set)
  if (present.length === 0) return { action: 'launch', hosts, warnings }
  if (absent.length > 0) return { action: 'repair', hosts, warnings }
  return { action: stopped.length > 0 ? 'restart' : 'attach', hosts, warnings }
}

function refusePartial(
  { absent, present }: PersistentSet,
  { scope }: PlanInput,
  refusedRepair: Refusal | null,
): Refusal {
  const missing = hostList(absent.map(({ host }) => host))
  const survivors = hostList(present.map(({ host }) => host))
  return refusal(
    'BERTH_PARTIAL_SET',
    `the persistent container is on ${present.length} of ${present.length + absent.length} hosts (${survivors}) and missing on ${absent.length} (${missing})`,
    [
      ...(refusedRepair === null
        ? ['Launch it where it is missing, from the image of the others.', repairMissing(scope, {})]
        : nextRefusal('up that launches what is missing', refusedRepair)),
      'Or leave hosts out with --hosts.',
    ],
    [...absent, ...present],
  )
}

function planHost(situation: KnownSituation, input: PlanInput): HostPlan {
  const scripted = input.setupScript !== null
  const [action, reason]: [HostAction, string] = hostAction(situation)
  return hostPlan(situation, action, reason, action === 'launch' && scripted)
}

function hostAction({ observation, ownership }: KnownSituation): [HostAction, string] {
  if (observation.state === 'absent') return ['launch', 'no container of this name']
  if (observation.state === 'stopped') return ['restart', 'stopped; its overlay is kept']
  return ['use', isOurs(ownership) ? 'running' : 'running, not made by Berth for this cluster and user: used as it is']
}
