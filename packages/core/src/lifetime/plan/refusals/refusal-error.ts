import { BerthError, remedyFor } from '../../../errors/index.js'
import type { Plan, Refusal } from '../plan.js'

/**
 * The policy refused a plan: nothing was changed. What comes to light once a plan is being carried out is no refusal of
 * the policy, even where its code is that of one: only this class promises that nothing was changed.
 */
export class RefusalError extends BerthError {
  override readonly name: string = 'RefusalError'
  readonly refusal: Refusal
  /** The plan that was refused. */
  readonly plan: Plan

  constructor(operation: string, refusal: Refusal, plan: Plan) {
    super({ code: refusal.code, operation, message: refusal.message, remedy: remedyFor(refusal.hosts, refusal.remedy) })
    this.refusal = refusal
    this.plan = plan
  }
}
