import { goLine } from '../command/environment/go-line.js'
import {
  endingError,
  endingOf,
  leftProcessText,
  operationError,
  operationOn,
  runProgram,
} from '../command/operation/index.js'
import { announcementOf, leftOf } from '../command/terminate.js'
import type { Command, CommandEnvironment, ContainerExecOptions, ContainerShell } from '../contract/index.js'
import { forgetCommand, startCommand, stopCommand } from './detached-commands.js'
import { notKnown } from './not-known.js'
import { detachedOperations } from './operations.js'

/**
 * Starts a command on one host, or in its container, that goes on by itself. The command alone gets the environment:
 * the programs around it have that of the options. Rejects with `BERTH_COMMAND_FAILED` if it was not started, or as
 * {@link runProgram} does.
 */
export async function startDetached(
  shell: ContainerShell,
  id: string,
  command: Command,
  environment: CommandEnvironment,
  options: Omit<ContainerExecOptions, 'stdin'>,
): Promise<void> {
  const takes = Object.keys(environment).length > 0
  await runProgram(shell, operationOn(shell.host, detachedOperations.start), startCommand(id, command, takes), {
    ...options,
    ...(takes && { stdin: goLine(environment) }),
  })
}

/**
 * Ends a detached command's whole tree; a command that has ended is left as it is. Rejects with `BERTH_COMMAND_FAILED`
 * if a process of the tree is left, or if the command was never started here, or as {@link runProgram} does: the
 * command may be stopped again.
 */
export async function stopDetached(shell: ContainerShell, id: string, options: ContainerExecOptions): Promise<void> {
  const operation = operationOn(shell.host, detachedOperations.stop, id)
  const { stdout } = await runProgram(shell, operation, stopCommand(id), options, (said) => wordsOfLeft(said, id))
  if (stdout.trim() === 'unknown') throw notKnown(operation)
}

/**
 * Removes the files of a detached command that has ended; a command that is not there counts as removed. Rejects with
 * `BERTH_COMMAND_FAILED` if the command runs: then nothing was removed; or as {@link runProgram} does: the command may
 * be removed again.
 */
export async function forgetDetached(shell: ContainerShell, id: string, options: ContainerExecOptions): Promise<void> {
  const operation = operationOn(shell.host, detachedOperations.forget, id)
  const result = await runProgram(shell, operation, forgetCommand(id), options)
  const said = result.stdout.trim()
  if (said === 'removed') return
  if (said !== 'running') throw endingError({ ...endingOf(result, options), truncated: true }, operation)
  throw operationError(operation, {
    reason: 'it is running, or something that it started is',
    remedy: 'Wait for its end, or stop it, first.',
  })
}

/** What is left of a command that was to be stopped, where the program for it says so; its words otherwise. */
function wordsOfLeft(said: string, id: string): string {
  const left = leftOf(said, announcementOf(id))
  if (left === null || !said.includes(announcementOf(id))) return said
  if (left.length === 0) return 'it could not be seen to be ended: its processes may not be looked at'
  return `it could not be seen to be ended; left there and maybe running on: ${left.map(leftProcessText).join(', ')}`
}
