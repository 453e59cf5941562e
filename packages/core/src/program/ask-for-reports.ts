import { randomUUID } from 'node:crypto'
import type { HostConnection, HostExecOptions } from '../contract/index.js'
import { type HostProgram, programCommand } from './host-program.js'
import { type Operation, operationError, type Trouble } from './operation.js'
import { type HostReport, parseReports } from './reports/parse-reports.js'
import { type ProgramListener, reportLines } from './reports/report-lines.js'
import { runOperation } from './run-operation.js'

/** The whole answer of a program on a host. */
export interface ProgramAnswer {
  /** What it reported, in order. */
  readonly reports: readonly HostReport[]
  /** What it said on standard error: for messages, and to tell a missing thing from a failure. */
  readonly stderr: string
}

/** Options of {@link askForReports}. */
export interface AskOptions extends Omit<HostExecOptions, 'onOutput'>, ProgramListener {
  /** What of standard error is fit for a message. Default is all of it, trimmed. */
  readonly said?: (stderr: string) => string
  /** Why a program failed, by its standard error. Default is what was said there, with the operation's own remedy. */
  readonly explain?: (stderr: string) => Trouble
}

/**
 * Runs an operation's program on a host, for adapters. Resolves with what it reported, byte for byte, once the answer
 * is whole: a line with a secret of this call, which only the end of the program prints, closes it. Rejects with the
 * operation's error, whose code is the one for an unknown outcome unless the program said itself that it failed. An
 * abort or a timeout ends it with SIGTERM, which a `trap` may answer within two seconds.
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
  { said = trimmed, explain = asSaid(operation, said), onReport, onLine, ...options }: AskOptions,
): Promise<ProgramAnswer> {
  const nonce = randomUUID()
  const onOutput =
    onReport || onLine ? reportLines(nonce, { ...(onReport && { onReport }), ...(onLine && { onLine }) }) : undefined
  const command = programCommand(program, nonce)
  const result = await runOperation(host, operation, command, { ...options, ...(onOutput && { onOutput }) }, said)
  const { stdout, stderr, exitCode, truncated } = result
  const { reports, end } = parseReports(stdout, nonce)
  if (end === 'finished' && exitCode === 0 && !truncated) return { reports, stderr }
  if (end === 'failed' && exitCode === 1 && !truncated) throw operationError(operation, explain(stderr))
  throw cutError(operation, exitCode === 0 ? incomplete(said(stderr), explain(stderr)) : explain(stderr), reports)
}

const trimmed = (stderr: string): string => stderr.trim()

function asSaid({ afterwards }: Operation, said: (stderr: string) => string): (stderr: string) => Trouble {
  return (stderr) => ({ reason: said(stderr) || 'it failed without a word', remedy: afterwards })
}

function incomplete(said: string, { remedy }: Trouble): Trouble {
  return { reason: `the answer is incomplete${said === '' ? '' : `: ${said}`}`, remedy }
}

/**
 * The error of a program that did not come to its own end: what became of it is unknown. For an operation that tells
 * that apart the last report is told too.
 */
function cutError(operation: Operation, { reason, remedy }: Trouble, reports: readonly HostReport[]): Error {
  const { code, unknown = code } = operation
  if (unknown === code) return operationError(operation, { reason, remedy })
  const last = reports.at(-1)?.join(' ').trim()
  const after = last === undefined ? '' : ` after the report "${last}"`
  return operationError(
    { ...operation, code: unknown },
    { reason: `the outcome is unknown${after}: ${reason}`, remedy },
  )
}
