import { BerthError } from '../../errors/index.js'
import type { StopCause } from './stop-request.js'

const operation = 'run command'

/** The command was to end before it was seen to start. */
export function stoppedBeforeStart(host: string, cause: StopCause, reason: unknown, seen: string): BerthError {
  const noise = seen === '' ? '' : `: ${seen}`
  if (cause === 'abort') {
    return new BerthError({
      code: 'BERTH_ABORTED',
      host,
      operation,
      message: `aborted before it started${noise}`,
      ...(reason !== undefined && { cause: reason }),
    })
  }
  return new BerthError({
    code: 'BERTH_TIMEOUT',
    host,
    operation,
    message: `nothing had started when the time was up${noise}`,
    remedy: "Look at the load of the host and its engine, and at the login shell's start-up files, or allow more time.",
  })
}

/** The connection went away, and nothing had said yet that the command started. */
export function lostBeforeStart(host: string): BerthError {
  return new BerthError({
    code: 'BERTH_CONNECTION_LOST',
    host,
    operation,
    message: 'the connection was lost before the command was seen to start; it may have run',
    remedy: 'Check that the host is up, look at what it did, then run the command again.',
  })
}

/** What was run ended without the command's own announcement. */
export function neverStarted(host: string, endedWith: string, seen: string): BerthError {
  return new BerthError({
    code: 'BERTH_EXEC_NOT_STARTED',
    host,
    operation,
    message: seen === '' ? `ended with ${endedWith} before the command started` : seen,
    remedy:
      seen === ''
        ? 'Nothing was run: look at the login shell and its start-up files (a .bashrc that exits, say), then run it again.'
        : 'Nothing was run: mend the cause, then run it again.',
    retryable: true,
  })
}

/** The connection was closed on this side. */
export function connectionClosed(host: string): BerthError {
  return new BerthError({
    code: 'BERTH_STATE',
    host,
    operation,
    message: 'the connection is closed',
    remedy: 'Connect again.',
  })
}
