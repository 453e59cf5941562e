import type { Decision, UpContext } from '../decision.js'
import { hostPlan } from '../host-plan.js'
import { refusal } from '../refusals/refuse.js'
import { refuseBringUp } from '../refusals/refuse-bring-up.js'
import { foreignWarnings, persistentSet, refuseMismatch } from './persistent-set.js'
import { planNoLaunch } from './plan-no-launch.js'

/**
 * `attach`: containers that run on every host, and are ours or persistent, are used; nothing is launched, restarted or
 * removed.
 */
export function planAttach(context: UpContext): Decision {
  const { situations, input } = context
  if (input.container.lifetime === 'no_launch') return planNoLaunch(context)
  const notRunning = situations.filter(({ observation }) => observation.state !== 'running')
  if (notRunning.length > 0) {
    return {
      refusal: refusal(
        'BERTH_NOT_RUNNING',
        `there is nothing to attach to on ${notRunning.length} of ${situations.length} hosts`,
        'Bring the cluster up first: berth up.',
        notRunning,
      ),
    }
  }
  const hosts = new Map(situations.map((situation) => [situation.host, hostPlan(situation, 'use', 'running')]))
  if (input.container.lifetime === 'persistent') {
    const set = persistentSet(situations)
    const refused = refuseMismatch(set) ?? refuseBringUp(context)
    return refused === null ? { action: 'attach', hosts, warnings: foreignWarnings(set) } : { refusal: refused }
  }
  const unusable = situations.filter(({ ownership }) => ownership?.by !== 'this run')
  if (unusable.length === 0) return { action: 'attach', hosts }
  return {
    refusal: refusal(
      'BERTH_IN_USE',
      'the containers that run are not of this run',
      'Adopt their run with --run, or bring up one of your own under another name.',
      unusable,
    ),
  }
}
