import { FieldReader } from '../login/fields.js'

/** What an agent is asked to sign so that somebody can log in somewhere (RFC 4252, 7), bound to the host's key. */
export interface LoginRequest {
  readonly username: string
  /** The public key, in SSH's binary form. */
  readonly key: Buffer
  /** How it is to be signed: `ssh-ed25519`, `rsa-sha2-512`. */
  readonly algorithm: string
  /** What is to be signed. */
  readonly data: Buffer
  /** The key of the host that takes the login, which no other host takes it by. */
  readonly hostKey: Buffer
}

/**
 * Reads what an agent is asked to sign: a message without its length. Undefined for what is no login, and for a login
 * that is not bound to one host, which another host could use for itself (OpenSSH before 8.9).
 */
export function readLoginRequest(message: Buffer): LoginRequest | undefined {
  try {
    const asked = new FieldReader(message, 1)
    const blob = asked.field()
    const data = asked.field()
    const login = new FieldReader(data, 0)
    // The id of the session.
    login.field()
    if (message[0] !== signRequest || login.byte() !== userauthRequest) return undefined
    const username = login.field().toString()
    const service = login.field().toString('latin1')
    const method = login.field().toString('latin1')
    if (service !== 'ssh-connection' || method !== boundMethod || login.byte() !== 1) return undefined
    const algorithm = login.field().toString('latin1')
    const key = login.field()
    const hostKey = login.field()
    return login.isAtEnd && key.equals(blob) ? { username, key, algorithm, data, hostKey } : undefined
  } catch {
    return undefined
  }
}

/** SSH_AGENTC_SIGN_REQUEST. */
const signRequest = 13

/** SSH_MSG_USERAUTH_REQUEST. */
const userauthRequest = 50

const boundMethod = 'publickey-hostbound-v00@openssh.com'
