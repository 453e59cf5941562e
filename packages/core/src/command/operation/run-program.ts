import type { Command, ExecResult } from '../../contract/command.js'
import type { ContainerExecOptions } from '../../contract/container-runtime.js'
import type { ContainerShell } from '../../contract/container-shell.js'
import { endingOf } from './ending.js'
import { endingError } from './ending-error.js'
import { notRun } from './not-run.js'
import type { Operation } from './operation.js'

/**
 * Runs a program of Berth's own on a host or in its container. Resolves for an exit with 0 alone, and with the whole
 * answer unless the output is taken as it comes; rejects with the operation's error otherwise. `said` makes the text of
 * stderr fit for a message. Default is the text as it is.
 */
export async function runProgram(
  shell: ContainerShell,
  operation: Operation,
  command: Command,
  options: ContainerExecOptions = {},
  said: (stderr: string) => string = (stderr) => stderr,
): Promise<ExecResult> {
  const result = await shell.exec(command, options).catch((error: unknown) => {
    throw notRun(operation, error)
  })
  const error = endingError(endingOf({ ...result, stderr: said(result.stderr) }, options), operation)
  if (error !== null) throw error
  return result
}
