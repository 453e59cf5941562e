import type { ExecResult } from '../contract/command.js'
import type { RuntimeCallOptions } from '../contract/container-runtime.js'
import type { HostConnection, HostExecOptions } from '../contract/transport.js'
import { BerthError } from '../errors/index.js'
import type { Operation } from './operation.js'

/**
 * Runs an operation's script on a host, for adapters. Resolves only for a script that came to its own end, with any exit code; everything else is the operation's
 * error, which says whether the outcome is unknown. `said` makes what stderr holds fit for a message. Default is the text as it is, trimmed.
 */
export async function runOperation(
  host: HostConnection,
  operation: Operation,
  command: readonly string[],
  options: HostExecOptions,
  said: (stderr: string) => string = (stderr) => stderr.trim(),
): Promise<ExecResult> {
  const result = await host.exec(command, options).catch((error: unknown) => {
    throw notRun(operation, error)
  })
  const error = outcomeUnknown(operation, result, said)
  if (error !== null) throw error
  return result
}

/** How long an operation may take, where the caller does not say: `standard` in milliseconds. */
export function callLimits({ signal, timeout }: RuntimeCallOptions, standard: number): HostExecOptions {
  return { timeout: timeout ?? standard, ...(signal && { signal }) }
}

/** The error of an operation whose end nobody saw; null if it ended by itself. */
function outcomeUnknown(
  { host, code, unknown = code, operation, afterwards }: Operation,
  { endedBy, duration, stderr }: ExecResult,
  said: (stderr: string) => string,
): BerthError | null {
  if (endedBy === 'exit' || endedBy === 'signal') return null
  const how = {
    timeout: `not done after ${Math.round(duration / 1000)} s, and was ended`,
    idle: 'silent for too long, and was ended',
    abort: 'aborted',
    lost: 'the connection was lost meanwhile',
  }[endedBy]
  const words = said(stderr)
  return new BerthError({
    code: endedBy === 'abort' ? 'BERTH_ABORTED' : unknown,
    host,
    operation,
    message: `${how}; the outcome is unknown${words === '' ? '' : `: ${words}`}`,
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
