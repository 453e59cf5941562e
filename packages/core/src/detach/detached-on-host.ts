import type { Command, ContainerExecOptions, ContainerShell } from '../contract/index.js'
import { BerthError } from '../errors/index.js'
import { forgetCommand, startCommand, stopCommand } from './detached-commands.js'
import { notDone, notKnown } from './detached-errors.js'

/** Starts a command on one host, or in its container, that goes on by itself. Rejects with `BERTH_COMMAND_FAILED` if it was not started. */
export async function startDetached(
  shell: ContainerShell,
  id: string,
  command: Command,
  options: ContainerExecOptions,
): Promise<void> {
  const result = await shell.exec(startCommand(id, command), options)
  if (result.exitCode !== 0) throw notDone(shell.host, 'start command', result)
}

/** Ends its whole tree; one that has ended is left as it is. Rejects with `BERTH_COMMAND_FAILED` if something of it is left, or if it was never started here. */
export async function stopDetached(shell: ContainerShell, id: string, options: ContainerExecOptions): Promise<void> {
  const result = await shell.exec(stopCommand(id), options)
  const operation = `stop command ${id}`
  if (result.exitCode !== 0) throw notDone(shell.host, operation, result)
  if (result.stdout.trim() === 'unknown') throw notKnown(shell.host, operation)
}

/** Removes what is kept of it, if it has ended; what is not there is removed. Rejects with `BERTH_COMMAND_FAILED` if it runs: then nothing was removed. */
export async function forgetDetached(shell: ContainerShell, id: string, options: ContainerExecOptions): Promise<void> {
  const result = await shell.exec(forgetCommand(id), options)
  const operation = `forget command ${id}`
  if (result.exitCode === 0 && result.stdout.trim() === 'removed') return
  if (result.stdout.trim() !== 'running') throw notDone(shell.host, operation, result)
  throw new BerthError({
    code: 'BERTH_COMMAND_FAILED',
    host: shell.host,
    operation,
    message: 'it is running, or something that it started is',
    remedy: 'Wait for its end, or stop it, first.',
  })
}
