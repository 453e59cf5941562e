import { type HostPlan, type Plan, RefusalError } from '@berth/core'
import type { Answer } from './answer.js'
import type { HostPlanAnswer } from './answers.js'

/** What the policy decided for one host, as JSON. */
export function hostPlanAnswer({ state, action, reason, drift }: HostPlan): HostPlanAnswer {
  return { state, action, reason, drift }
}

/** Takes a plan that is only looked at. Gives its refusal; null where it is none. */
export function answerPlan(answer: Answer<'plan'>, plan: Plan | null, hosts: readonly string[]): RefusalError | null {
  answer.members({ action: plan?.action ?? 'none', sshdPort: plan?.sshdPort ?? null })
  if (plan === null) for (const host of hosts) answer.done(host, nothingToDo)
  const refused = plan?.refusal ? new RefusalError(plan.intent, plan.refusal, plan) : null
  for (const [host, decided] of plan?.hosts ?? []) {
    const failure = refused?.byHost.get(host)
    if (failure === undefined) answer.done(host, hostPlanAnswer(decided))
    else answer.failedOn(host, failure, hostPlanAnswer(decided))
  }
  answer.missing(plan?.missing ?? new Map())
  if (refused !== null) answer.failed(refused)
  return refused
}

/** A host of a baremetal cluster. */
export const nothingToDo: HostPlanAnswer = {
  state: 'absent',
  action: 'none',
  reason: 'orchestrator baremetal',
  drift: null,
}
