import type { ContainerHandle } from '../../../contract/index.js'
import { BerthError, type ErrorJson, type RemedyCommand, remedySteps } from '../../../errors/index.js'
import { idLines } from './id-lines.js'

/** A step failed after what was launched was settled: others may use it by now. The `cause` is the failure. */
export class KeptError extends BerthError {
  override readonly name: string = 'KeptError'
  declare readonly cause: BerthError
  /** The containers that this call launched and left, by host. */
  readonly kept: ReadonlyMap<string, ContainerHandle>

  /** `why`: why it stays. Default is that others may use it by now. */
  constructor(
    cause: BerthError,
    kept: ReadonlyMap<string, ContainerHandle>,
    bringUp: RemedyCommand,
    why: 'for others may use it by now' | 'as was asked for' = 'for others may use it by now',
  ) {
    super(
      {
        code: cause.code,
        operation: cause.operation,
        message: `${cause.reason}\nand what was launched stays, ${why}\n${idLines(kept)}`,
        remedy: [
          ...(cause.advice === undefined ? [] : remedySteps(cause.advice)),
          'Then bring the cluster up again: that goes on from here.',
          bringUp,
        ],
        cause,
      },
      'of errors',
    )
    this.kept = kept
  }

  override get parts(): readonly BerthError[] {
    return [this.cause]
  }

  override get byHost(): ReadonlyMap<string, BerthError> {
    return this.cause.byHost
  }

  /** Whether a value is a kept error, of this or another copy of the package. */
  static override isInstance(value: unknown): value is KeptError {
    return BerthError.isInstance(value) && value.name === 'KeptError'
  }

  override toJSON(): ErrorJson {
    const kept = Object.fromEntries([...this.kept].map(([host, { id }]) => [host, id]))
    return { ...super.toJSON(), kept, cause: this.cause.toJSON() }
  }
}
