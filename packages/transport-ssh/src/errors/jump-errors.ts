import { BerthError } from '@berth/core/adapter'
import type { Target } from '../target/target.js'
import { addressAndPort, connectError, connectOperation, varyingOf } from './connect-errors.js'

/** A jump host forwards no connection to the next host, by the reason that it gives (RFC 4254, 5.1). */
export function notForwarded(host: string, target: Target, jump: string, cause: unknown): BerthError {
  const reason = cause instanceof Error && 'reason' in cause ? cause.reason : undefined
  const said = cause instanceof Error ? cause.message.replace(/^\(SSH\) Channel open failure: /, '') : String(cause)
  const prohibited = reason === 1
  return connectError(
    host,
    {
      code: 'BERTH_HOST_UNREACHABLE',
      message: `${jump} does not connect to ${addressAndPort(target)}: ${said}`,
      remedy: prohibited
        ? `Let the sshd of ${jump} forward connections (AllowTcpForwarding, PermitOpen).`
        : `Check that ${target.address} is up, and right as seen from ${jump}.`,
      varying: varyingOf(target),
      retryable: !prohibited,
    },
    cause,
  )
}

/** A jump host cannot be used: gives the jump host's error as an error of the host behind it. */
export function jumpFailed(host: string, jump: Target, error: unknown): unknown {
  if (!BerthError.isInstance(error) || error.code === 'BERTH_ABORTED') return error
  const { code, reason: message, advice: remedy, retryable, varying } = error
  return new BerthError({
    code,
    host,
    // An error of the jump host's own jump host names that one in its operation already.
    operation: error.operation === connectOperation ? `connect through ${jump.name}` : error.operation,
    message,
    retryable,
    varying,
    ...(remedy !== undefined && { remedy }),
    cause: error,
  })
}
