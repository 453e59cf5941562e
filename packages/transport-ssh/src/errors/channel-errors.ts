import { BerthError, printableLine } from '@berth/core/adapter'

/** The host refuses to run anything more. */
export function notStarted(host: string, message: string, cause: unknown): BerthError {
  return new BerthError({
    code: 'BERTH_EXEC_NOT_STARTED',
    host,
    operation: 'run command',
    message: printableLine(message),
    remedy: 'Nothing was run: check that the host is up and not overloaded, then run it again.',
    retryable: true,
    cause,
  })
}

/** The connection went away before the host had been asked to run the command. */
export function lostBeforeAsked(host: string, cause: unknown): BerthError {
  return new BerthError({
    code: 'BERTH_CONNECTION_LOST',
    host,
    operation: 'run command',
    message: 'the connection was lost before the host was asked; nothing was run',
    remedy: 'Check that the host is up, then run the command again.',
    retryable: true,
    cause,
  })
}

/** The connection went away after the host had been asked to run the command and before it answered. */
export function lostWhileStarting(host: string, cause: unknown): BerthError {
  return new BerthError({
    code: 'BERTH_CONNECTION_LOST',
    host,
    operation: 'run command',
    message: 'the connection was lost before the command was seen to start; it may have run',
    remedy: 'Check that the host is up, look at what it did, then run the command again.',
    cause,
  })
}

/** The connection was closed by its owner. */
export function connectionClosed(host: string): BerthError {
  return new BerthError({
    code: 'BERTH_STATE',
    host,
    operation: 'run command',
    message: 'the connection was closed',
    remedy: 'Connect again.',
  })
}
