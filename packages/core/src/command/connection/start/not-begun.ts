import { BerthError } from '../../../errors/index.js'
import { endingError, type Operation, operationOn, type ProgramEnding } from '../../operation/index.js'
import { commandOperations } from '../../operations.js'
import type { ShellAnswer } from './login-shell.js'
import { type CannotRun, cannotRun } from './shell-trouble.js'

/** How a command ended that was not seen to begin; `stderr` is the text that was seen in place of the announcement. */
export interface NotBegun
  extends Pick<ProgramEnding, 'endedBy' | 'exitCode' | 'signal' | 'mayStillRun' | 'stderr' | 'cause'> {
  /** Whether the command provably did not begin. */
  readonly isCertain: boolean
  /** What the login shell made of a command line of Berth's own; null where it was not asked, or did not answer. */
  readonly shell: ShellAnswer | null
}

/** The error that `exec` rejects with where a command was not seen to begin. */
export function notBegun(host: string, seen: NotBegun): BerthError {
  const { isCertain, shell, mayStillRun, ...rest } = seen
  const ending = { ...rest, duration: 0, truncated: true } as const
  const begun = beginning(host, rest.stderr)
  const trouble = shell === null ? null : cannotRun(shell)
  const isCutWay = mayStillRun?.because === 'end not told'
  if (!isCertain) {
    if (isCutWay) return endingError(ending, { ...begun, words: wordsOfCutWay })
    return rest.endedBy === 'lost'
      ? endingError(ending, begun)
      : mayHaveRun(host, seen, trouble, endingError(ending, begun))
  }
  if (isCutWay) return endingError({ ...ending, endedBy: 'exit' }, begun)
  if (rest.endedBy === 'lost') return lostBefore(host)
  // Whoever aborts a command that did not begin has nothing to look at.
  const asked = rest.endedBy === 'abort' ? ({ ...begun, effect: 'none' } as const) : begun
  return endingError(ending, trouble === null ? asked : named(asked, trouble))
}

/** The connection was closed on this side. */
export function connectionClosed(host: string): BerthError {
  return new BerthError({
    code: 'BERTH_STATE',
    host,
    operation: commandOperations.begin.operation,
    message: 'the connection is closed',
    remedy: 'Connect again.',
  })
}

/**
 * The error of a command that may have run. Its cause is `otherwise`, which it would have been had the command provably
 * not begun, where this side ended it: by that, operations tell an abort from a time that is up.
 */
function mayHaveRun(host: string, seen: NotBegun, trouble: CannotRun | null, otherwise: BerthError): BerthError {
  const { operation } = commandOperations.begin
  const isStopped = seen.endedBy !== 'exit' && seen.endedBy !== 'signal'
  return new BerthError({
    code: 'BERTH_MAY_HAVE_RUN',
    host,
    operation,
    message: `${wordsOfOpen(seen)}${trouble === null ? '' : `: ${trouble.reason}`}${noise(seen.stderr)}`,
    remedy: `Look at what it did before you run it again.${trouble === null ? '' : ` ${trouble.remedy}`}`,
    cause: isStopped ? otherwise : undefined,
  })
}

/** The connection was lost before the command was told to begin. */
export function lostBefore(host: string): BerthError {
  return new BerthError({
    code: 'BERTH_CONNECTION_LOST',
    host,
    operation: commandOperations.begin.operation,
    message: 'the connection was lost before the command began; nothing was run',
    remedy: 'Check that the host is up, then run the command again.',
    retryable: true,
  })
}

function beginning(host: string, seen: string): Operation {
  const operation = { ...operationOn(host, commandOperations.begin), words: wordsOf }
  return seen === '' ? { ...operation, remedy: afterSilence } : operation
}

function named(begun: Operation, { reason, remedy }: CannotRun): Operation {
  const words: NonNullable<Operation['words']> = (_, { stderr: seen }) => (seen === '' ? reason : `${reason}: ${seen}`)
  return { ...begun, words, remedy: `Nothing was run. ${remedy}` }
}

function wordsOfCutWay(_usual: string, { stderr: seen }: ProgramEnding): string {
  return seen === '' ? cutWay : `${cutWay}: ${seen}`
}

const cutWay = 'the way into the container ended before the command was seen to start; it may have run'

/**
 * What a client of an engine said where it is told of it that the way into the container ended before the command was
 * seen to start; null for any other error.
 */
export function saidOnCutWay({ code, reason }: BerthError): string | null {
  if (code !== 'BERTH_CONNECTION_LOST' || !reason.startsWith(`${cutWay}: `)) return null
  return reason.slice(`${cutWay}: `.length)
}

const afterSilence =
  'Nothing was run: look at the login shell and its start-up files (a .bashrc that exits, say), then run it again.'

function wordsOf(_usual: string, { endedBy, exitCode, signal, stderr: seen }: ProgramEnding): string {
  switch (endedBy) {
    case 'exit':
    case 'signal':
      return seen === '' ? `ended with ${exitCode ?? signal} before the command started` : seen
    case 'timeout':
    case 'idle':
      return `nothing had started when the time was up${noise(seen)}`
    case 'abort':
      return `aborted before it started${noise(seen)}`
    case 'lost':
      return 'the connection was lost before the command was seen to start; it may have run'
    default:
      return endedBy satisfies never
  }
}

function wordsOfOpen({ endedBy, exitCode, signal, mayStillRun }: NotBegun): string {
  const how = {
    exit: `ended with ${exitCode}`,
    signal: `ended with ${signal}`,
    timeout: 'the time was up',
    idle: 'silent for too long',
    abort: 'aborted',
    lost: 'the connection was lost',
  }[endedBy]
  const yet = mayStillRun === undefined ? '' : ', and may run yet'
  return `${how} before the command was seen to start; it may have run${yet}`
}

function noise(seen: string): string {
  return seen === '' ? '' : `: ${seen}`
}
