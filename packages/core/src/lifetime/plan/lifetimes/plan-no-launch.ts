import type { Decision, UpContext } from '../decision.js'
import { hostPlan } from '../host-plan.js'
import { refusal } from '../refusals/refuse.js'

/** `no_launch`: containers that run on every host are used as they are; nothing is ever changed. */
export function planNoLaunch({ situations }: UpContext): Decision {
  const notRunning = situations.filter(({ observation }) => observation.state !== 'running')
  if (notRunning.length > 0) {
    return {
      refusal: refusal(
        'BERTH_NOT_RUNNING',
        `lifetime no_launch uses containers that run already, and on ${notRunning.length} of ${situations.length} hosts none does`,
        'Start the container there by the means that made it, or set lifetime to per_run or persistent.',
        notRunning,
      ),
    }
  }
  return {
    action: 'use',
    hosts: new Map(situations.map((situation) => [situation.host, hostPlan(situation, 'use', 'running')])),
  }
}
