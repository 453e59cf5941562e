import type { EndedBy, ExecResult } from '../contract/index.js'
import { BerthError } from '../errors/index.js'

/** Codes of errors about a program of Berth's that ended so. */
export const endedCodes: Readonly<Record<EndedBy, BerthError['code']>> = {
  exit: 'BERTH_COMMAND_FAILED',
  signal: 'BERTH_COMMAND_FAILED',
  timeout: 'BERTH_TIMEOUT',
  idle: 'BERTH_TIMEOUT',
  abort: 'BERTH_ABORTED',
  lost: 'BERTH_CONNECTION_LOST',
}

const endings: Readonly<Record<Exclude<EndedBy, 'exit'>, string>> = {
  signal: 'it was killed',
  timeout: 'not done when the time was up',
  idle: 'not done when the time was up',
  abort: 'aborted',
  lost: 'the connection was lost meanwhile; whether it was done is unknown',
}

/** A program of Berth's about a detached command did not do its work on a host. */
export function notDone(host: string, operation: string, { stderr, endedBy, exitCode }: ExecResult): BerthError {
  const said = stderr.trim()
  return new BerthError({
    code: endedCodes[endedBy],
    host,
    operation,
    message: endedBy === 'exit' ? said || `it failed with exit code ${exitCode} and no word` : endings[endedBy],
    remedy: 'Check that the host is up, that the user may use its home there, and that the disk is not full.',
  })
}

/** There is no command of this id. */
export function notKnown(host: string, operation: string): BerthError {
  return new BerthError({
    code: 'BERTH_COMMAND_FAILED',
    host,
    operation,
    message: 'no command of this id was started here by this user, or it was forgotten',
    remedy: 'Check the id, the hosts, and whether it was started on the hosts or in their containers.',
  })
}
