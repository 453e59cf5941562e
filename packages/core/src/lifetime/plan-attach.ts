import type { Decision, UpContext } from './decision.js'
import { hostPlan } from './host-plan.js'
import { planNoLaunch } from './plan-no-launch.js'
import { refusal } from './refuse.js'

/** `attach`: what runs on every host, and is ours or persistent, is used; nothing is launched, restarted or removed. */
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
  const unusable =
    input.container.lifetime === 'per_run' ? situations.filter(({ ownership }) => ownership?.by !== 'this run') : []
  if (unusable.length > 0) {
    return {
      refusal: refusal(
        'BERTH_IN_USE',
        'the containers that run are not of this run',
        'Adopt their run with --run, or bring up one of your own under another name.',
        unusable,
      ),
    }
  }
  return {
    action: 'attach',
    hosts: new Map(situations.map((situation) => [situation.host, hostPlan(situation, 'use', 'running')])),
  }
}
