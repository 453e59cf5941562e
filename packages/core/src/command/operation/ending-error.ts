import { BerthError, type BerthErrorDetails, type Remedy } from '../../errors/index.js'
import type { CutShort, Ending, NotSeenToStart, ProgramEnding } from './ending.js'
import { killedBy, outcomeOf, reasonOf } from './ending-reason.js'
import type { Operation } from './operation.js'

/**
 * The error that an ending is for an operation; null for an exit with 0 and a whole answer. The one place where an
 * ending becomes an error, for every operation on a host:
 *
 * | ending | code | may be retried |
 * | --- | --- | --- |
 * | an exit with another code | the operation's | if `retryable` |
 * | a signal (an exit code above 128), or an answer that was cut | `unknown`, else the operation's | if `retryable` |
 * | the time was up, or silence | `late.code`, else `unknown`, else the operation's | unless `effect` is `once` |
 * | an abort | `BERTH_ABORTED` | no |
 * | a lost connection | `unknown`, else `BERTH_CONNECTION_LOST` | unless `effect` is `once` |
 * | an end that the container's side did not tell | `unknown`, else the operation's | unless `effect` is `once` |
 *
 * A rejection of `exec` by an abort, the time or a lost connection becomes the error of that ending, but for a
 * connection that was lost before anything was run (one that may be retried): it stays a lost connection. A rejection
 * of a command that may have run becomes the error of an end that was not told, unless an abort or the time is its
 * cause. A rejection that says that nothing was started has `notStarted`, else the operation's code, and may be retried
 * if the rejection says so itself. A host out of reach, wrong use and an error with the operation's own code stay the
 * errors that they are; any other rejection is a failure of the operation.
 */
export function endingError(ending: NotSeenToStart | CutShort, operation: Operation): BerthError
export function endingError(ending: Ending, operation: Operation): BerthError | null
export function endingError(ending: Ending, operation: Operation): BerthError | null {
  switch (ending.endedBy) {
    case 'exit':
      return ending.exitCode === 0 && !ending.truncated ? null : failed(operation, ending)
    case 'signal':
      return failed(operation, ending)
    case 'timeout':
    case 'idle':
      return late(operation, { message: reasonOf(ending, operation) })
    case 'abort':
      return aborted(operation, ending)
    case 'lost':
      return ending.mayStillRun?.because === 'end not told'
        ? untold(operation, { message: reasonOf(ending, operation) })
        : lost(operation, { message: reasonOf(ending, operation) })
    case 'not seen to start':
      return rejected(operation, ending.error)
    default:
      return ending satisfies never
  }
}

type Seen = Pick<BerthErrorDetails, 'message' | 'cause'>

function failed(operation: Operation, ending: ProgramEnding): BerthError {
  const { code, unknown = code, remedy = operation.afterwards, retryable = false } = operation
  const { exitCode } = ending
  const ofExitCode = exitCode === null ? undefined : operation.remedies?.[exitCode]
  return errorOf(operation, {
    code: killedBy(ending) === null && exitCode !== 0 ? code : unknown,
    message: reasonOf(ending, operation),
    remedy: ofExitCode ?? remedy,
    retryable,
  })
}

function late(operation: Operation, seen: Seen): BerthError {
  const { code, unknown = code, late: { code: lateCode = unknown, remedy = operation.afterwards } = {} } = operation
  return errorOf(operation, { ...seen, code: lateCode, remedy, retryable: mayBeRepeated(operation) })
}

function aborted(operation: Operation, ending: ProgramEnding): BerthError {
  return errorOf(operation, {
    code: 'BERTH_ABORTED',
    message: reasonOf(ending, operation),
    remedy: mayBeRepeated(operation) ? null : operation.afterwards,
    retryable: false,
    cause: ending.cause,
  })
}

function lost(operation: Operation, seen: Seen): BerthError {
  const { unknown: code = 'BERTH_CONNECTION_LOST', afterwards: remedy } = operation
  return errorOf(operation, { ...seen, code, remedy, retryable: mayBeRepeated(operation) })
}

/** The connection was there all the time, and the program's own side has not told of its start, or of its end. */
function untold(operation: Operation, seen: Seen): BerthError {
  const { code, unknown = code, afterwards: remedy } = operation
  return errorOf(operation, { ...seen, code: unknown, remedy, retryable: mayBeRepeated(operation) })
}

function rejected(operation: Operation, error: BerthError): BerthError {
  const { code, notStarted = code } = operation
  const { reason: message, retryable, advice: remedy = operation.remedy ?? operation.afterwards } = error
  const unseen = { message: `${message}; ${outcomeOf(operation)}`, cause: error }
  switch (error.code) {
    case 'BERTH_ABORTED':
      return errorOf(operation, { code: error.code, message, remedy: null, retryable: false, cause: error })
    case 'BERTH_TIMEOUT':
      return late(operation, unseen)
    case 'BERTH_CONNECTION_LOST':
      // One that may be tried again says itself that nothing was run.
      return retryable
        ? errorOf(operation, { code: error.code, message, remedy, retryable, cause: error })
        : lost(operation, unseen)
    case 'BERTH_MAY_HAVE_RUN':
      return mayHaveRun(operation, error, unseen)
    case 'BERTH_EXEC_NOT_STARTED':
      return errorOf(operation, { code: notStarted, message, remedy, retryable, cause: error })
    default:
      if (error.kind === 'unreachable' || error.kind === 'usage' || error.code === code) return error
      return errorOf(operation, { code, message, remedy, retryable, cause: error })
  }
}

/** What ended the command that may have run is the cause of its error, where this side ended it. */
function mayHaveRun(operation: Operation, { reason: message, cause }: BerthError, unseen: Seen): BerthError {
  const stopped = BerthError.isInstance(cause) ? cause.code : null
  if (stopped === 'BERTH_TIMEOUT') return late(operation, unseen)
  if (stopped !== 'BERTH_ABORTED') return untold(operation, unseen)
  if (mayBeRepeated(operation))
    return errorOf(operation, { message, code: stopped, remedy: null, retryable: false, cause: unseen.cause })
  return errorOf(operation, { ...unseen, code: stopped, remedy: operation.afterwards, retryable: false })
}

function mayBeRepeated({ effect = 'once' }: Operation): boolean {
  return effect !== 'once'
}

function errorOf(
  { host, operation }: Operation,
  { remedy, ...details }: Omit<BerthErrorDetails, 'host' | 'operation' | 'remedy'> & { readonly remedy: Remedy | null },
): BerthError {
  return new BerthError({ ...details, host, operation, ...(remedy !== null && { remedy }) })
}
