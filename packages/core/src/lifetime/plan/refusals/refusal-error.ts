import { BerthError, remedyFor } from '../../../errors/index.js'
import type { Plan, Refusal } from '../plan.js'

/** The policy refused: nothing was changed. */
export class RefusalError extends BerthError {
  override readonly name: string = 'RefusalError'
  readonly refusal: Refusal
  /** The plan that was refused; null where the refusal came while a plan was carried out. */
  readonly plan: Plan | null

  constructor(operation: string, refusal: Refusal, plan: Plan | null = null) {
    super({ code: refusal.code, operation, message: refusal.message, remedy: remedyFor(refusal.hosts, refusal.remedy) })
    this.refusal = refusal
    this.plan = plan
  }
}
