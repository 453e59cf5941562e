import type { ExecOptions, ExecResult } from '../../contract/command.js'
import type { BerthError } from '../../errors/index.js'

/** How a program on a host ended, or that `exec` rejected. */
export type Ending = ProgramEnding | NotSeenToStart

/** How a program that did start ended. */
export interface ProgramEnding
  extends Pick<ExecResult, 'endedBy' | 'exitCode' | 'signal' | 'mayStillRun' | 'duration'> {
  /** The program's standard error, fit for a message. */
  readonly stderr: string
  /** Whether a part of the program's answer was dropped. */
  readonly truncated: boolean
  /** The reason of an abort. */
  readonly cause?: unknown
}

/** An ending without the whole answer: an error, whatever the exit code. */
export interface CutShort extends ProgramEnding {
  readonly truncated: true
}

/** The error that `exec` rejected with, in place of an ending. */
export interface NotSeenToStart {
  readonly endedBy: 'not seen to start'
  readonly error: BerthError
}

/**
 * The ending of a program that was asked for with these options. The program's answer is the part of its output that is
 * kept, unless the output is taken as it comes.
 */
export function endingOf(
  { endedBy, exitCode, signal, mayStillRun, duration, stderr, truncated }: Omit<ProgramEnding, 'cause'>,
  { onOutput, signal: abort }: Pick<ExecOptions, 'onOutput' | 'signal'>,
): ProgramEnding {
  const whole = { endedBy, exitCode, signal, duration, stderr, truncated: truncated && onOutput === undefined }
  const ending = mayStillRun === undefined ? whole : { ...whole, mayStillRun }
  return endedBy === 'abort' ? { ...ending, cause: abort?.reason } : ending
}
