import { BerthError, type BerthErrorDetails } from '@berth/core/adapter'
import type { Target } from './target.js'

type Reason = Pick<BerthErrorDetails, 'code' | 'message'> & Partial<Pick<BerthErrorDetails, 'remedy' | 'retryable'>>

const operation = 'connect'

/** Why a host could not be reached, by the code of the socket's error. Nothing was run, so trying again is safe. */
export function unreachable(host: string, target: Target, cause: unknown): BerthError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  const where = `${target.address} port ${target.port}`
  const known: Readonly<Record<string, readonly [string, string]>> = {
    ECONNREFUSED: [`${where} refuses connections`, 'Check that sshd runs there and that the port is right.'],
    EHOSTUNREACH: [`there is no route to ${where}`, 'Check that the host is up and the address is right.'],
    ENETUNREACH: [`the network of ${where} cannot be reached`, 'Check the network of this machine and the address.'],
    ETIMEDOUT: [`${where} does not answer`, 'Check that the host is up and that no firewall drops the connection.'],
    ENOTFOUND: [`the name ${target.address} is not known`, 'Check the spelling of the name and the name service.'],
    EAI_AGAIN: [`the name service does not answer for ${target.address}`, 'Check the name service of this machine.'],
  }
  const [message, remedy] = known[code] ?? [
    `${where}: ${cause instanceof Error ? cause.message : String(cause)}`,
    'Check that the host is up and that its sshd takes connections.',
  ]
  return connectError(host, { code: 'BERTH_HOST_UNREACHABLE', message, remedy, retryable: true }, cause)
}

/** The time for connecting is over. */
export function connectTimedOut(host: string, target: Target, timeout: number, phase: string): BerthError {
  return connectError(host, {
    code: 'BERTH_HOST_UNREACHABLE',
    message: `${target.address} port ${target.port}: ${phase} was not done in ${timeout} ms`,
    remedy: 'Check that the host is up and not overloaded, or allow more time to connect.',
    retryable: true,
  })
}

/** The host took none of the ways to log in. */
export function authenticationFailed(
  host: string,
  { username }: Target,
  tried: readonly string[],
  notes: readonly string[],
): BerthError {
  const ways = tried.length === 0 ? 'nothing that the host accepts was there to try' : `tried ${tried.join(', ')}`
  return connectError(host, {
    code: 'BERTH_AUTH_FAILED',
    message: [`the host does not let ${username} in; ${ways}`, ...notes].join('; '),
    remedy: 'Check the user name, and that the public key is in authorized_keys on the host or the password is right.',
  })
}

/** An error while connecting, with the host. */
export function connectError(host: string, reason: Reason, cause?: unknown): BerthError {
  return new BerthError({ ...reason, host, operation, ...(cause !== undefined && { cause }) })
}

/** The caller aborted while connecting. */
export function connectAborted(host: string, cause: unknown): BerthError {
  return connectError(host, { code: 'BERTH_ABORTED', message: 'aborted before the connection was made' }, cause)
}

/** The host refuses to run anything more. */
export function notStarted(host: string, message: string, cause: unknown): BerthError {
  return new BerthError({
    code: 'BERTH_EXEC_NOT_STARTED',
    host,
    operation: 'run command',
    message,
    remedy: 'Nothing was run: check that the host is up and not overloaded, then run it again.',
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
