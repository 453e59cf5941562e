import { randomUUID } from 'node:crypto'
import {
  type CutShort,
  endingError,
  endingOf,
  type Operation,
  operationError,
  type ProgramEnding,
  type Trouble,
} from '../command/operation/index.js'
import type { ExecResult, HostConnection, HostExecOptions } from '../contract/index.js'
import { type HostProgram, programCommand } from './host-program.js'
import { Lifeline, longestSilence, wasUnheard } from './lifeline.js'
import { type HostReport, parseReports } from './reports/parse-reports.js'
import { type ProgramListener, reportLines } from './reports/report-lines.js'
import { runOperation } from './run-operation.js'
import { shortWords } from './short-words.js'

/** The whole answer of a program on a host. */
export interface ProgramAnswer {
  /** The program's reports, in order. */
  readonly reports: readonly HostReport[]
  /**
   * The program's standard error: for messages, and to tell a missing thing from a failure. Lines that are too long are
   * cut, and of a text that is too long the middle is left out.
   */
  readonly stderr: string
}

/** Options of {@link askForReports}. */
export interface AskOptions extends Omit<HostExecOptions, 'onOutput'>, ProgramListener {
  /** Gives the part of standard error that is fit for a message. Default is all of standard error, trimmed. */
  readonly said?: (stderr: string) => string
  /**
   * Why a program failed, by its standard error. Default is the text that `said` gives, with the operation's own
   * remedy.
   */
  readonly explain?: (stderr: string) => Trouble
}

/**
 * Runs an operation's program on a host, for adapters. Resolves with the program's reports, byte for byte, once the
 * answer is whole: a line with a secret of this call, which only the end of the program prints, closes it. Rejects with
 * the operation's error, whose code is the code for an unknown outcome unless the program said itself that it failed.
 * An abort or a timeout ends the program with SIGTERM, which a `trap` may answer within two seconds.
 *
 * @example
 * ```ts
 * const kernel = { program: 'say kernel; uname -r' }
 * const { reports } = await askForReports(host, operation, kernel, callLimits(options, 60_000))
 * ```
 */
export async function askForReports(
  host: HostConnection,
  operation: Operation,
  program: HostProgram,
  { said = (stderr) => stderr.trim(), explain, onReport, onLine, ...options }: AskOptions,
): Promise<ProgramAnswer> {
  const nonce = randomUUID()
  const listener = { ...(onReport && { onReport }), ...(onLine && { onLine }) }
  const heard = onReport || onLine ? { onOutput: reportLines(nonce, listener) } : {}
  const run = (given: Pick<HostExecOptions, 'stdin'>): Promise<ExecResult> =>
    runOperation(host, operation, programCommand(program, nonce), { ...options, ...given, ...heard }, said)
  const result = program.endsWithBerth
    ? await onLifeline(program, operation, run)
    : await run(program.input === undefined ? {} : { stdin: program.input })
  const { stdout, exitCode, truncated } = result
  const stderr = shortWords(result.stderr)
  const { reports, end } = parseReports(stdout, nonce)
  if (end === 'finished' && exitCode === 0 && !truncated) return { reports, stderr }
  const ending: CutShort = { ...endingOf({ ...result, stderr: said(stderr) }, options), truncated: true }
  const told = explain === undefined ? operation : explained(operation, explain(stderr))
  throw endingError(ending, end === 'failed' && exitCode === 1 && !truncated ? told : cut(told))
}

/** How often a program is run for which Berth was not heard. */
const attempts = 3

/** Runs a program that ends with Berth: again where the host did not hear that Berth is there. */
async function onLifeline(
  { input }: HostProgram,
  operation: Operation,
  run: (given: Pick<HostExecOptions, 'stdin'>) => Promise<ExecResult>,
): Promise<ExecResult> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const lifeline = new Lifeline(input)
    const result = await run({ stdin: lifeline }).finally(() => lifeline.end())
    if (!wasUnheard(result.exitCode)) return result
  }
  const seconds = longestSilence / 1000
  throw operationError(operation, {
    reason: `the host heard nothing of Berth for ${seconds} s, ${attempts} times, and ended the work each time`,
    remedy: 'Look at the link to the host, and at the load of the machine that runs Berth, then try again.',
  })
}

/** The operation, with this reason and remedy for a failure that the program ended with by itself. */
function explained(operation: Operation, { reason, remedy }: Trouble): Operation {
  return withWords({ ...operation, remedy }, (usual, ending) => (endedByItself(ending) ? reason : usual))
}

/** The operation of a program whose end was not heard: the operation's outcome is unknown, whatever the exit code. */
function cut(operation: Operation): Operation {
  const { code, unknown = code } = operation
  return withWords({ ...operation, code: unknown }, (usual, ending) => {
    const incomplete = ending.exitCode === 0 && ending.stderr !== ''
    const text = incomplete ? `${usual}: ${ending.stderr}` : usual
    const isKilled = ending.exitCode !== 0 && !endedByItself(ending)
    return unknown === code || isKilled ? text : `the outcome is unknown: ${text}`
  })
}

/** Whether the program failed by itself, rather than by a signal or with a part of its answer missing. */
function endedByItself({ exitCode }: ProgramEnding): boolean {
  return exitCode !== null && exitCode > 0 && exitCode <= 128
}

/** The operation with these words for its endings, on top of the operation's own. */
function withWords(operation: Operation, words: NonNullable<Operation['words']>): Operation {
  const own = operation.words
  if (own === undefined) return { ...operation, words }
  return { ...operation, words: (usual, ending) => own(words(usual, ending), ending) }
}
