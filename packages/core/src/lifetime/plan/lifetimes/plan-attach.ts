import type { RemedyStep } from '../../../errors/index.js'
import { bringUp } from '../../../errors/remedies/berth-commands.js'
import type { Decision, UpContext } from '../decision.js'
import { hostPlan } from '../host-plan.js'
import type { Refusal } from '../plan.js'
import { namedRuns } from '../refusals/named-runs.js'
import { nextRefusal } from '../refusals/next-refusal.js'
import { refusal } from '../refusals/refuse.js'
import { refuseBringUp, refuseBroughtUp } from '../refusals/refuse-bring-up.js'
import type { KnownSituation } from '../situation.js'
import { foreignWarnings, persistentSet, refuseMismatch } from './persistent-set.js'
import { planNoLaunch } from './plan-no-launch.js'

/**
 * `attach`: containers that run on every host, and are ours or persistent, are used; nothing is launched, restarted or
 * removed. `refusedUp` is why an `up` would be refused, so that no remedy sends the user from one refusal to the next.
 */
export function planAttach(context: UpContext, refusedUp: () => Refusal | null): Decision {
  const { situations, input } = context
  if (input.container.lifetime === 'no_launch') return planNoLaunch(context)
  const hosts = new Map(situations.map((situation) => [situation.host, hostPlan(situation, 'use', 'running')]))
  const notRunning = situations.filter(({ observation }) => observation.state !== 'running')
  if (input.container.lifetime === 'persistent') {
    const set = persistentSet(situations)
    const refused =
      (notRunning.length > 0 ? refuseNotRunning(notRunning, context, refusedUp()) : null) ??
      refuseMismatch(set) ??
      refuseBringUp(context)
    return refused === null ? { action: 'attach', hosts, warnings: foreignWarnings(set) } : { refusal: refused }
  }
  const broughtUp = situations.filter(({ situation }) => situation.endsWith(' being brought up'))
  if (broughtUp.length > 0) return { refusal: refuseBroughtUp(broughtUp) }
  if (notRunning.length > 0) return { refusal: refuseNotRunning(notRunning, context, refusedUp()) }
  const unusable = situations.filter(({ situation }) => situation !== 'running of this run')
  return unusable.length === 0
    ? { action: 'attach', hosts }
    : { refusal: refuseUnusable(unusable, context, refusedUp()) }
}

function refuseNotRunning(
  notRunning: readonly KnownSituation[],
  { situations, input }: UpContext,
  refusedUp: Refusal | null,
): Refusal {
  return refusal(
    'BERTH_NOT_RUNNING',
    `there is nothing to attach to on ${notRunning.length} of ${situations.length} hosts`,
    refusedUp === null ? ['Bring the cluster up first.', bringUp(input.scope, {})] : nextRefusal('up', refusedUp),
    notRunning,
  )
}

function refuseUnusable(
  unusable: readonly KnownSituation[],
  { input: { scope, cluster } }: UpContext,
  refusedUp: Refusal | null,
): Refusal {
  const runs = namedRuns(unusable, cluster)
  const perRun = unusable.every(({ situation }) => situation.endsWith(' in use') || situation.endsWith(' leftover'))
  const steps: RemedyStep[] = [
    ...(runs === null || !perRun ? [] : [`Work in them, whose they are, by naming their run with --run ${runs}.`]),
    ...(refusedUp === null ? ['Bring up containers of your own in their place.', bringUp(scope, {})] : []),
  ]
  const otherwise = 'Bring up containers of your own under another name.'
  return refusal(
    'BERTH_IN_USE',
    'the containers that run are not of this run',
    steps.length === 0 ? otherwise : steps,
    unusable,
  )
}
