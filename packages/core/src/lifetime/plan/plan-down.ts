import { hostList } from './describe.js'
import { hostPlan } from './host-plan.js'
import type { HostPlan, Plan } from './plan.js'
import { type PlanInput, situationsOf } from './plan-input.js'
import { refuseUnknown } from './refusals/refuse.js'
import type { HostSituation } from './situation.js'

/**
 * What `down` removes: under per_run, the containers that this run created; under persistent, nothing but on an
 * explicit `destroy`; under no_launch, nothing. A host that is unknown stops a `destroy`, lest half a set be left; such
 * a host does not stop the clean-up of a run, and a warning names it.
 */
export function planDown(input: PlanInput): Plan {
  const { lifetime } = input.container
  const situations = situationsOf(input)
  const refused = lifetime === 'persistent' && input.options.destroy === true ? refuseUnknown(situations) : null
  const hosts = new Map<string, HostPlan>(
    situations.map((situation) => [
      situation.host,
      refused === null ? planHost(situation, input) : hostPlan(situation, 'none', 'refused'),
    ]),
  )
  if (refused !== null) return { intent: 'down', lifetime, action: 'refuse', hosts, warnings: [], refusal: refused }
  const removes = [...hosts.values()].some(({ action }) => action === 'remove')
  return {
    intent: 'down',
    lifetime,
    action: removes ? 'remove' : 'none',
    hosts,
    warnings: warnings(situations, input),
    refusal: null,
  }
}

function planHost(
  situation: HostSituation,
  { container: { lifetime }, options: { destroy = false } }: PlanInput,
): HostPlan {
  const none = (reason: string): HostPlan => hostPlan(situation, 'none', reason)
  const { ownership } = situation
  if (situation.situation === 'unknown') return none(situation.observation.reason)
  if (ownership === null) return none('no container of this name')
  if (lifetime === 'no_launch') return none('lifetime no_launch: nothing is ever removed')
  if (ownership.by === 'nobody known') return none('not made by Berth for this cluster and user')
  if (ownership.labels.lifetime !== lifetime) return none(`made with lifetime ${ownership.labels.lifetime}`)
  if (lifetime === 'persistent') {
    return destroy
      ? hostPlan(situation, 'remove', 'destroy was asked for')
      : none('persistent: kept until down --destroy')
  }
  return ownership.by === 'this run'
    ? hostPlan(situation, 'remove', 'made by this run')
    : none(`made by run ${ownership.labels.run}`)
}

function warnings(situations: readonly HostSituation[], { container: { lifetime } }: PlanInput): string[] {
  if (lifetime !== 'per_run') return []
  const unknown = situations.filter(({ situation }) => situation === 'unknown').map(({ host }) => host)
  if (unknown.length === 0) return []
  return [`${hostList(unknown)}: not looked at, so a container of this run may be left there`]
}
