import type { BerthError } from '../../../errors/index.js'
import { repairMissing } from '../../../errors/remedies/berth-commands.js'
import type { ExecutionContext } from '../execution-context.js'
import { compensate } from './compensate.js'
import { CompensationError } from './compensation-error.js'
import { KeptError } from './kept-error.js'
import type { LaunchRecord } from './launch-record.js'
import { takeDownLeft } from './take-down-left.js'

type Left = ReadonlyMap<string, BerthError>

/**
 * What becomes of hosts that an `up` goes on without: what was created there is taken back beside what goes on, by id
 * and with its guard; but what is kept on request, or settled, stays in the record.
 */
export class LeftOut {
  readonly #record: LaunchRecord
  readonly #context: ExecutionContext
  readonly #underWay: Promise<Left>[] = []

  constructor(record: LaunchRecord, context: ExecutionContext) {
    this.#record = record
    this.#context = context
  }

  /** Takes note of the hosts that the call goes on without since it was last asked, and begins to take back. */
  heed(): void {
    const { budget, keepFailed, leases } = this.#context
    if (keepFailed || this.#record.settled) return
    const part = this.#record.apart([...budget.missing.keys()])
    leases.letGo(part.created.keys())
    if (part.created.size + part.uncertain.size > 0) this.#underWay.push(compensate(part, this.#context))
  }

  /** Each host where something could not be taken back, or may come yet, with why. */
  async left(): Promise<Left> {
    return new Map((await Promise.all(this.#underWay)).flatMap((left) => [...left]))
  }

  /** Each host that the call went on without, with why, and what is left there. */
  async missing(): Promise<Left> {
    const { budget, keepFailed, scope } = this.#context
    const left = await this.left()
    const whole = ([host, error]: readonly [string, BerthError]): [string, BerthError] => {
      const [why, kept] = [left.get(host), this.#record.created.get(host)]
      if (why !== undefined)
        return [host, new CompensationError(error, new Map([[host, why]]), takeDownLeft([host], this.#context))]
      if (kept === undefined) return [host, error]
      const because = keepFailed ? 'as was asked for' : 'for others may use it by now'
      return [host, new KeptError(error, new Map([[host, kept]]), repairMissing(scope, {}), because)]
    }
    return new Map([...budget.missing].map(whole))
  }
}

/** Whether an error of an `up`, or of a host that it went on without, tells of containers that it left. */
export function leavesContainers(error: unknown): boolean {
  return CompensationError.isInstance(error) || KeptError.isInstance(error)
}
