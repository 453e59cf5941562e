import { BerthError, type BerthErrorDetails } from '@berth/core/adapter'
import type { Target } from '../target/target.js'
import { TurnedAwayError } from './turned-away-error.js'

type Reason = Pick<BerthErrorDetails, 'code' | 'message'> & Partial<Pick<BerthErrorDetails, 'remedy' | 'retryable'>>

const operation = 'connect'

/** Why a host could not be reached, by the code of the socket's error. Nothing was run, so trying again is safe. */
export function unreachable(host: string, target: Target, cause: unknown): BerthError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  const where = placeOf(target)
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
    message: `${placeOf(target)}: ${phase} was not done in ${timeout} ms`,
    remedy: 'Check that the host is up and not overloaded, or allow more time to connect.',
    retryable: true,
  })
}

/** A handshake that is not tried again, after so many tries. */
export function afterTries(host: string, target: Target, error: unknown, tries: number): unknown {
  if (error instanceof TurnedAwayError) {
    const often = tries > 1 ? ` ${tries} times` : ''
    const said = error.said === '' ? '' : `, saying "${error.said}"`
    return connectError(
      host,
      {
        code: 'BERTH_HOST_UNREACHABLE',
        message: `${placeOf(target)} hung up before the login began${often}${said}`,
        remedy:
          'Check that an sshd listens there that lets this machine connect, is not overloaded, and has a place free for a login (MaxStartups, PerSourcePenalties).',
        retryable: true,
      },
      error,
    )
  }
  if (tries === 1 || !BerthError.isInstance(error) || error.code !== 'BERTH_HOST_UNREACHABLE') return error
  const { code, reason, remedy, retryable } = error
  const message = `${reason}, in try ${tries}, after it had hung up before the login began`
  return connectError(host, { code, message, retryable, ...(remedy !== undefined && { remedy }) }, error)
}

/** What happened at a login that failed. */
export interface FailedLogin {
  readonly tried: readonly string[]
  /** What the host says it takes; empty if it did not say. */
  readonly accepted: readonly string[]
  readonly notes: readonly string[]
}

/** The host took none of the ways to log in. */
export function authenticationFailed(
  host: string,
  { username }: Target,
  { tried, accepted, notes }: FailedLogin,
): BerthError {
  const ways = tried.length === 0 ? 'nothing that the host accepts was there to try' : `tried ${tried.join(', ')}`
  const takes = accepted.length === 0 ? [] : [`it takes ${accepted.join(', ')}`]
  return connectError(host, {
    code: 'BERTH_AUTH_FAILED',
    message: [`the host does not let ${username} in; ${ways}`, ...takes, ...notes].join('; '),
    remedy: 'Check the user name, and that the public key is in authorized_keys on the host or the password is right.',
  })
}

/** The host hung up because too many keys were tried. */
export function tooManyKeys(host: string, { username }: Target, tried: readonly string[]): BerthError {
  return connectError(host, {
    code: 'BERTH_AUTH_FAILED',
    message: `the host hung up on ${username} after too many tries; tried ${tried.join(', ')}`,
    remedy:
      'Name the right key: priv_key_file in the cluster file, or IdentityFile with "IdentitiesOnly yes" in ~/.ssh/config.',
  })
}

/** A jump host forwards no connection to the next host, by the reason that it gives (RFC 4254, 5.1). */
export function notForwarded(host: string, target: Target, jump: string, cause: unknown): BerthError {
  const reason = cause instanceof Error && 'reason' in cause ? cause.reason : undefined
  const said = cause instanceof Error ? cause.message.replace(/^\(SSH\) Channel open failure: /, '') : String(cause)
  const prohibited = reason === 1
  return connectError(
    host,
    {
      code: 'BERTH_HOST_UNREACHABLE',
      message: `${jump} does not connect to ${placeOf(target)}: ${said}`,
      remedy: prohibited
        ? `Let the sshd of ${jump} forward connections (AllowTcpForwarding, PermitOpen).`
        : `Check that ${target.address} is up, and right as seen from ${jump}.`,
      retryable: !prohibited,
    },
    cause,
  )
}

/** A jump host cannot be used: the same trouble, told of the host behind it. */
export function jumpFailed(host: string, jump: Target, error: unknown): unknown {
  if (!BerthError.isInstance(error) || error.code === 'BERTH_ABORTED') return error
  const { code, reason: message, remedy, retryable } = error
  return new BerthError({
    code,
    host,
    // A jump host's own jump host is what is wrong then.
    operation: error.operation === operation ? `connect through ${jump.name}` : error.operation,
    message,
    retryable,
    ...(remedy !== undefined && { remedy }),
    cause: error,
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

function placeOf({ address, port }: Target): string {
  return `${address} port ${port}`
}
