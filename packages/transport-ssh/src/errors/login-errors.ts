import type { BerthError } from '@berth/core/adapter'
import type { Target } from '../target/target.js'
import { connectError } from './connect-errors.js'

/** A login in which the host took none of the ways to log in. */
export interface FailedLogin {
  readonly tried: readonly string[]
  /** Names of the login methods that the host says it takes; empty if it did not say. */
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
    remedy:
      'Check the user name, and that the public key is in authorized_keys on the host or the password is right. A host says the same where the login shell of that user is not there, and where another user owns, or may write, the home, ~/.ssh or authorized_keys; the log of its sshd says which.',
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
