import type { ExecResult } from '../contract/command.js'
import { BerthError } from '../errors/index.js'
import { programs } from '../program/programs.generated.js'
import { plainPath } from './plain-path.js'

/** An argument vector that writes standard input, of so many bytes, to a file: all of it or nothing. */
export function putCommand(path: string, size: number, mode: number): readonly string[] {
  return ['sh', '-c', programs['command/put'], 'berth-put', plainPath(path), String(size), mode.toString(8), written]
}

/** What the program says once the file is in its place. */
const written = 'written'

/** Whether the program said that the new content is there; an abort that came too late changes nothing about it. */
export function wasWritten(output: string): boolean {
  return output === `${written}\n`
}

/** An argument vector that prints a file. */
export function getCommand(path: string): readonly string[] {
  return ['cat', plainPath(path)]
}

/** Why a file could not be written or read. */
export function fileFailure(
  host: string,
  operation: string,
  { endedBy, exitCode, stderr }: Pick<ExecResult, 'endedBy' | 'exitCode' | 'stderr'>,
): BerthError {
  const seen = stderr.trim()
  return new BerthError({
    code: endedBy === 'abort' ? 'BERTH_ABORTED' : 'BERTH_FILE_FAILED',
    host,
    operation,
    message: seen === '' ? `ended by ${endedBy} with exit code ${exitCode}` : seen,
    remedy: 'Check that the user may use this path and that the disk is not full.',
  })
}
