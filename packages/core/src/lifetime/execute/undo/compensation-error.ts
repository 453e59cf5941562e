import {
  BerthError,
  type ErrorJson,
  errorsJson,
  hostLines,
  type RemedyCommand,
  remedySteps,
} from '../../../errors/index.js'

/**
 * A step failed, and not all containers that this run had made were removed. The `cause` is the failure that came
 * first.
 */
export class CompensationError extends BerthError {
  override readonly name: string = 'CompensationError'
  declare readonly cause: BerthError
  /** Each host where a container of this run is left, or may be, or may come yet, with why. */
  readonly leftBehind: ReadonlyMap<string, BerthError>

  constructor(cause: BerthError, leftBehind: ReadonlyMap<string, BerthError>, takeDown: RemedyCommand) {
    const texts = new Map([...leftBehind].map(([host, { reason }]) => [host, reason]))
    super(
      {
        code: cause.code,
        operation: cause.operation,
        message: `${cause.reason}\nand what this run had made could not all be removed\n${hostLines(texts).text}`,
        remedy: [
          ...(cause.advice === undefined ? [] : remedySteps(cause.advice)),
          'Once the hosts can be reached, and nobody uses it any more, take down what is left.',
          takeDown,
        ],
        cause,
      },
      'of errors',
    )
    this.leftBehind = leftBehind
  }

  override get parts(): readonly BerthError[] {
    return [this.cause, ...this.leftBehind.values()]
  }

  override get byHost(): ReadonlyMap<string, BerthError> {
    return new Map([...this.leftBehind, ...this.cause.byHost])
  }

  /** Whether a value is a compensation error, of this or another copy of the package. */
  static override isInstance(value: unknown): value is CompensationError {
    return BerthError.isInstance(value) && value.name === 'CompensationError'
  }

  override toJSON(): ErrorJson {
    return { ...super.toJSON(), leftBehind: errorsJson(this.leftBehind), cause: this.cause.toJSON() }
  }
}
