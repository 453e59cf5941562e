import type { ExecResult, HostConnection, HostExecOptions } from '@berth/core/adapter'
import { notRun, type Operation, outcomeUnknown } from './errors.js'

/** Runs an operation's script on the host. Resolves only for a script that came to its own end; everything else is the operation's error. */
export async function ask(
  host: HostConnection,
  operation: Operation,
  command: readonly string[],
  options: HostExecOptions,
): Promise<ExecResult> {
  const result = await host.exec(command, options).catch((error: unknown) => {
    throw notRun(operation, error)
  })
  const error = outcomeUnknown(operation, result)
  if (error !== null) throw error
  return result
}
