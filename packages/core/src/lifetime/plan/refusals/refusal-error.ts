import { BerthError, type ErrorJson, type ErrorKind, errorKinds, remedyFor } from '../../../errors/index.js'
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

  /** The refusal as far as it is about one host, for each: as a refusal of its own. */
  override get byHost(): ReadonlyMap<string, BerthError> {
    const { code, message, remedy, hosts, unreachable = [], codes = {} } = this.refusal
    if (hosts.length === 1 && unreachable.length === 0) return new Map(hosts.map((host) => [host, this]))
    return new Map(
      hosts.map((host) => {
        const own = { message: this.plan.hosts.get(host)?.reason ?? message, remedy, hosts: [host] }
        const refusal: Refusal = unreachable.includes(host)
          ? { ...own, code: codes[host] ?? 'BERTH_HOST_UNREACHABLE', unreachable: [host] }
          : { ...own, code }
        return [host, new RefusalError(this.operation, refusal, this.plan)]
      }),
    )
  }

  /** Whether a value is a refusal of the policy, of this or another copy of the package. */
  static override isInstance(value: unknown): value is RefusalError {
    return BerthError.isInstance(value) && value.name === 'RefusalError'
  }

  override toJSON(): ErrorJson {
    return { ...super.toJSON(), unreachable: this.refusal.unreachable ?? [] }
  }

  protected override get ownKind(): ErrorKind {
    if (this.refusal.unreachable !== undefined) return 'unreachable'
    const kind = errorKinds[this.code]
    // What fails while a plan is carried out, as a port that is taken, is refused where it is seen before.
    return kind === 'failed' ? 'refused' : kind
  }
}
