import { BerthError, type ErrorCode, type ExecResult } from '@berth/core/adapter'
import type { Engine } from './engine.js'
import { engineTrouble, engineTroubleKind, type Trouble } from './engine-trouble.js'
import { engineSaid } from './engine-words.js'
import type { Remedies } from './remedies.js'

/** Which operation failed, in the words of its errors. */
export interface Operation {
  readonly host: string
  readonly code: ErrorCode
  /** The code where nobody saw what became of it. Default is the same. */
  readonly unknown?: ErrorCode
  /** A verb phrase: `launch container`. */
  readonly operation: string
  /** How to find out what became of it, when nobody saw. */
  readonly afterwards: string
}

/** The error of an operation. */
export function operationError({ host, code, operation }: Operation, trouble: Trouble, cause?: unknown): BerthError {
  return new BerthError({ code, host, operation, message: trouble.reason, remedy: trouble.remedy, cause })
}

/** The error of an operation whose end nobody saw; null if it ended by itself. */
export function outcomeUnknown(operation: Operation, result: ExecResult): BerthError | null {
  const { endedBy, duration, stderr } = result
  if (endedBy === 'exit' || endedBy === 'signal') return null
  const said = engineSaid(stderr)
  const how = {
    timeout: `not done after ${Math.round(duration / 1000)} s, and was ended`,
    idle: 'silent for too long, and was ended',
    abort: 'aborted',
    lost: 'the connection was lost meanwhile',
  }[endedBy]
  const { host, code, unknown = code, operation: name, afterwards } = operation
  return new BerthError({
    code: endedBy === 'abort' ? 'BERTH_ABORTED' : unknown,
    host,
    operation: name,
    message: `${how}; the outcome is unknown${said === '' ? '' : `: ${said}`}`,
    remedy: afterwards,
  })
}

/**
 * The error of an operation whose command line was not seen to start. Aborts and hosts out of reach stay what they are; any other
 * failure is one of the operation.
 */
export function notRun(operation: Operation, error: unknown): unknown {
  if (!BerthError.isInstance(error) || error.code === 'BERTH_ABORTED') return error
  const lost = error.code === 'BERTH_CONNECTION_LOST'
  if (error.kind === 'unreachable' && !lost) return error
  return new BerthError({
    code: lost ? (operation.unknown ?? operation.code) : operation.code,
    host: operation.host,
    operation: operation.operation,
    message: lost ? `${error.reason}; the outcome is unknown` : error.reason,
    remedy: lost ? operation.afterwards : (error.remedy ?? operation.afterwards),
    retryable: error.retryable,
    cause: error,
  })
}

/** What an engine's words mean for the user; `remedy` is for words that are not known. */
export function explain(
  stderr: string,
  { dialect, reachedBy }: Pick<Engine, 'dialect' | 'reachedBy'>,
  table: Remedies,
  remedy: string,
): Trouble {
  const said = engineSaid(stderr)
  const [, known] = table.find(([words]) => words.test(said)) ?? []
  if (known !== undefined) return { reason: said, remedy: known }
  if (engineTroubleKind(dialect, { stdout: '', stderr }) === 'unclear')
    return { reason: said || 'the engine said nothing', remedy }
  return engineTrouble(dialect, new Map([[reachedBy, { stdout: '', stderr, exitCode: 1 }]]))
}
