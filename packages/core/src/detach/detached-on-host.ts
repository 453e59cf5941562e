import type { Command, ContainerExecOptions, ExecResult } from '../contract/index.js'
import { BerthError } from '../errors/index.js'
import type { ContainerShell } from '../provision/index.js'
import { parseDetachedEnd } from './detached-end.js'
import { outputProgram, startProgram, stopProgram, waitProgram } from './detached-program.js'

/** Starts a command on one host, or in its container, that goes on by itself. Rejects with `BERTH_COMMAND_FAILED` if it was not started. */
export async function startDetached(
  place: ContainerShell,
  id: string,
  command: Command,
  options: ContainerExecOptions,
): Promise<void> {
  const result = await place.exec(startProgram(id, command), options)
  if (result.exitCode !== 0) throw failure(place.host, 'start command', result)
}

/**
 * Waits for its end, then reads what it printed. Only waiting is ended by a timeout or an abort: these reject with `BERTH_TIMEOUT` or
 * `BERTH_ABORTED`, and the command goes on.
 */
export async function waitForDetached(
  place: ContainerShell,
  id: string,
  { timeout, ...output }: ContainerExecOptions,
): Promise<ExecResult> {
  const { signal, user } = output
  const limits = {
    ...(timeout !== undefined && { timeout }),
    ...(signal && { signal }),
    ...(user !== undefined && { user }),
  }
  const waited = await place.exec(waitProgram(id), limits)
  const ended = waited.exitCode === 0 ? parseDetachedEnd(waited.stdout) : null
  if (ended === null) throw stillRunning(place.host, id, waited)
  if (ended.end === 'unknown') throw neverStarted(place.host, `wait for command ${id}`)
  const printed = await place.exec(outputProgram(id), output)
  if (printed.exitCode !== 0) throw failure(place.host, `read the output of command ${id}`, printed)
  const duration = waited.duration + printed.duration
  switch (ended.end) {
    case 'exit':
      return { ...printed, duration, exitCode: ended.exitCode }
    case 'stopped':
      return { ...printed, duration, exitCode: null, endedBy: 'abort' }
    case 'lost':
      return { ...printed, duration, exitCode: null, endedBy: 'lost' }
    default:
      return ended satisfies never
  }
}

/** Ends its whole tree; one that has ended is left as it is. Rejects with `BERTH_COMMAND_FAILED` if something of it is left, or if it was never started here. */
export async function stopDetached(place: ContainerShell, id: string, options: ContainerExecOptions): Promise<void> {
  const result = await place.exec(stopProgram(id), options)
  const operation = `stop command ${id}`
  if (result.exitCode !== 0) throw failure(place.host, operation, result)
  if (result.stdout.trim() === 'unknown') throw neverStarted(place.host, operation)
}

function failure(host: string, operation: string, { stderr, endedBy, exitCode }: ExecResult): BerthError {
  return new BerthError({
    code: endedBy === 'abort' ? 'BERTH_ABORTED' : 'BERTH_COMMAND_FAILED',
    host,
    operation,
    message: stderr.trim() || `ended by ${endedBy} with exit code ${exitCode}`,
    remedy: 'Check that the user may write to its home there, and that the disk is not full.',
  })
}

const codes = {
  timeout: 'BERTH_TIMEOUT',
  idle: 'BERTH_TIMEOUT',
  abort: 'BERTH_ABORTED',
  lost: 'BERTH_CONNECTION_LOST',
} as const

function stillRunning(host: string, id: string, { endedBy, stderr, stdout }: ExecResult): BerthError {
  const code = endedBy === 'exit' || endedBy === 'signal' ? 'BERTH_COMMAND_FAILED' : codes[endedBy]
  return new BerthError({
    code,
    host,
    operation: `wait for command ${id}`,
    message: `its end was not seen: ${stderr.trim() || stdout.trim() || `waiting was ended by ${endedBy}`}`,
    remedy: 'Nothing was done to the command: wait again by the same id.',
  })
}

function neverStarted(host: string, operation: string): BerthError {
  return new BerthError({
    code: 'BERTH_COMMAND_FAILED',
    host,
    operation,
    message: 'no command of this id was started here by this user',
    remedy: 'Check the id, the hosts, and whether it was started on the hosts or in their containers.',
  })
}
