import type { Remedy } from '../../../errors/index.js'
import { bringUpInPlace, destroyMine, destroyRuns } from '../../../errors/remedies/berth-commands.js'
import { isOurs } from '../../owners/ownership.js'
import type { Decision, UpContext } from '../decision.js'
import { hostPlan } from '../host-plan.js'
import type { HostPlan, Refusal } from '../plan.js'
import type { PlanInput } from '../plan-input.js'
import { inUseRemedy } from '../refusals/in-use-remedy.js'
import { namedRuns } from '../refusals/named-runs.js'
import { refusal } from '../refusals/refuse.js'
import { scopeOfDown } from '../refusals/scope-of-down.js'
import type { KnownSituation } from '../situation.js'
import { type PerRunRefusal, perRunVerdict } from '../verdicts/per-run-up.js'

/**
 * `per_run`: containers that this run needs are launched; where a container might be somebody's, the plan is a refusal.
 */
export function planPerRun({ situations, input }: UpContext): Decision {
  const { replace = [] } = input.options
  const provision = input.setupScript !== null
  const hosts = new Map<string, HostPlan>()
  const refused = new Map<PerRunRefusal, KnownSituation[]>()
  for (const situation of situations) {
    const verdict = perRunVerdict(situation.situation, replace)
    if (verdict.action !== 'refuse') {
      const launches = verdict.action !== 'use'
      hosts.set(situation.host, hostPlan(situation, verdict.action, verdict.reason, launches && provision))
    } else refused.set(verdict.code, [...(refused.get(verdict.code) ?? []), situation])
  }
  for (const code of gravestFirst) {
    const about = refused.get(code)
    if (about !== undefined) return { refusal: refuse(code, about, input, refused.size === 1) }
  }
  const launches = [...hosts.values()].some(({ action }) => action !== 'use')
  if (!launches) return { action: 'use', hosts }
  return { action: 'launch', hosts, warnings: input.noLease === null ? [] : [input.noLease] }
}

/** A refusal that no option overrides is told before a refusal that an option overrides. */
const gravestFirst = ['BERTH_OVERLAY_AT_RISK', 'BERTH_IN_USE', 'BERTH_FOREIGN_CONTAINER'] as const

/** `alone`: no host is refused for anything else. */
function refuse(code: PerRunRefusal, situations: readonly KnownSituation[], input: PlanInput, alone: boolean): Refusal {
  switch (code) {
    case 'BERTH_OVERLAY_AT_RISK':
      return refusal(
        code,
        'a per_run launch would destroy persistent containers and what is installed in them',
        overlayRemedy(situations, input),
        situations,
      )
    case 'BERTH_IN_USE':
      return refusal(
        code,
        'the container is in use by another run',
        inUseRemedy(situations, input, { alone }),
        situations,
      )
    case 'BERTH_FOREIGN_CONTAINER':
      return refusal(
        code,
        'the name is taken by a container that Berth did not make',
        [
          'Give this container another name, or remove the other one by the means that made it. To have it removed:',
          bringUpInPlace(input.scope, { what: [...(input.options.replace ?? []), 'foreign'].join(',') }),
        ],
        situations,
      )
    default:
      return code satisfies never
  }
}

/** Only what is of this cluster can be used or destroyed by it, and nobody is advised to destroy another user's. */
function overlayRemedy(situations: readonly KnownSituation[], { scope, cluster }: PlanInput): Remedy {
  const runs = situations.every(({ ownership }) => isOurs(ownership)) ? namedRuns(situations, cluster) : null
  if (runs === null) return 'Give this container another name: only those who made them can remove them.'
  const here = { ...scope, hosts: situations.map(({ host }) => host) }
  const mine = situations.every(({ situation }) => situation.endsWith(' persistent'))
  return [
    'Set lifetime to persistent in the cluster file to use them, or give this container another name. Once that is set, this removes them for good:',
    mine ? destroyMine(scopeOfDown(situations, { scope, cluster }), {}) : destroyRuns(here, { runs }),
  ]
}
