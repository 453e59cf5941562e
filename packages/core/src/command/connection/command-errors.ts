import { BerthError } from '../../errors/index.js'
import { endingError, type Operation, operationOn, type ProgramEnding } from '../operation/index.js'
import { commandOperations } from '../operations.js'

/** How a command ended before it was seen to start; `stderr` is the text that was seen in place of the announcement. */
export type EndedBeforeStart = Pick<
  ProgramEnding,
  'endedBy' | 'exitCode' | 'signal' | 'mayStillRun' | 'stderr' | 'cause'
>

/** The error that `exec` rejects with where a command ended before it was seen to start. */
export function endedBeforeStart(host: string, ending: EndedBeforeStart): BerthError {
  const { mayStillRun, ...rest } = ending
  const whole = { ...rest, duration: 0, truncated: true } as const
  const begun = beginning(host, ending.stderr)
  if (mayStillRun?.because === 'end not told') return endingError(whole, { ...begun, words: wordsOfCutWay })
  return endingError(mayStillRun === undefined ? whole : { ...whole, mayStillRun }, begun)
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

function beginning(host: string, seen: string): Operation {
  const operation = { ...operationOn(host, commandOperations.begin), words: wordsOf }
  return seen === '' ? { ...operation, remedy: afterSilence } : operation
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

function wordsOf(_usual: string, { endedBy, exitCode, signal, mayStillRun, stderr: seen }: ProgramEnding): string {
  const open = mayStillRun?.because === 'not ended' ? ', and it could not be seen to be ended: it may run yet' : ''
  const noise = `${open}${seen === '' ? '' : `: ${seen}`}`
  switch (endedBy) {
    case 'exit':
    case 'signal':
      return seen === '' ? `ended with ${exitCode ?? signal} before the command started` : seen
    case 'timeout':
    case 'idle':
      return `nothing had started when the time was up${noise}`
    case 'abort':
      return `aborted before it started${noise}`
    case 'lost':
      return 'the connection was lost before the command was seen to start; it may have run'
    default:
      return endedBy satisfies never
  }
}
