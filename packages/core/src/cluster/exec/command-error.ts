import { endingError, operationOn, type ProgramEnding } from '../../command/operation/index.js'
import type { BerthError } from '../../errors/index.js'
import { execOperations, withPrinted } from './operations.js'

/** The error that an ending is for a command on a host; null for an exit with 0. */
export type CommandError = (host: string, ending: ProgramEnding) => BerthError | null

/** The error of a command that ends with its connection. */
export const ofCommand: CommandError = (host, ending) =>
  endingError(ending, operationOn(host, execOperations.runCommand))

/**
 * The error of a detached command, which has its own end whatever becomes of connections: a command that was stopped,
 * or is gone without an exit code, was seen to end, as a command that a signal ended was. Whatever ends the waiting
 * alone is an error of its own.
 */
export const ofDetachedCommand: CommandError = (host, ending) => {
  const { endedBy } = ending
  if (endedBy !== 'abort' && endedBy !== 'lost') return ofCommand(host, ending)
  const operation = operationOn(host, execOperations.runCommand)
  return endingError(
    { ...ending, endedBy: 'signal' },
    { ...operation, words: () => withPrinted(gone[endedBy], ending) },
  )
}

const gone = { abort: 'it was stopped', lost: 'it is gone and left no exit code, as after a reboot' } as const
