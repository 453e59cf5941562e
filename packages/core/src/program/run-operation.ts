import { endingError, endingOf, notRun, type Operation } from '../command/operation/index.js'
import type { ExecResult } from '../contract/command.js'
import type { RuntimeCallOptions } from '../contract/container-runtime.js'
import type { HostConnection, HostExecOptions } from '../contract/transport.js'
import { shortWords } from './short-words.js'

/**
 * Runs an operation's script on a host, for adapters. Resolves only for a script that came to its own end, with any
 * exit code: what the code means is for the adapter to say. Every other ending is the operation's error, which says
 * whether the outcome is unknown. `said` makes the text of stderr fit for a message. Default is the text as it is,
 * trimmed.
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
  const cameToItsEnd = result.endedBy === 'exit' || result.endedBy === 'signal'
  const ending = endingOf({ ...result, stderr: said(shortWords(result.stderr)) }, options)
  const error = cameToItsEnd ? null : endingError(ending, operation)
  if (error !== null) throw error
  return result
}

/** How long an operation may take, where the caller does not say: `standard` in milliseconds. */
export function callLimits({ signal, timeout }: RuntimeCallOptions, standard: number): HostExecOptions {
  return { timeout: timeout ?? standard, ...(signal && { signal }) }
}
