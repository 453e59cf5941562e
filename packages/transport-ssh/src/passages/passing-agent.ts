import type { ParsedKey } from 'ssh2'
import { signatureOf } from '../login/agent/agent-key.js'
import { field } from '../login/fields.js'
import { readLoginRequest } from './login-request.js'

/** A login that may be made: by whom, by which key, and at which host, by the host's own key. */
export interface AllowedLogin {
  readonly username: string
  readonly key: ParsedKey
  readonly hostKey: Buffer
}

/**
 * An ssh-agent that commands on a host may ask: it signs logins that are allowed at the time, each once, and for one
 * user of one host alone, and nothing else. No key leaves this process.
 */
export class PassingAgent {
  readonly #allowed = new Set<AllowedLogin>()

  /** Allows one login until the function that it gives is called. */
  allow(login: AllowedLogin): () => void {
    // Of its own, so that two that are alike are two.
    const allowed = { ...login }
    this.#allowed.add(allowed)
    return () => void this.#allowed.delete(allowed)
  }

  /** The answer to a message, both without their lengths. Never rejects. */
  async answer(message: Buffer, signal: AbortSignal): Promise<Buffer> {
    if (message.length === 1 && message[0] === identitiesRequest) return this.#identities()
    const request = readLoginRequest(message)
    if (request === undefined) return failure
    const { username, key, algorithm, data, hostKey } = request
    const allowed = [...this.#allowed].find(
      (login) => login.username === username && login.hostKey.equals(hostKey) && login.key.getPublicSSH().equals(key),
    )
    if (allowed === undefined) return failure
    this.#allowed.delete(allowed)
    try {
      const signature = await signatureOf(allowed.key, data, algorithm, signal)
      return Buffer.concat([
        Buffer.of(signResponse),
        field(Buffer.concat([field(Buffer.from(algorithm)), field(signature)])),
      ])
    } catch {
      return failure
    }
  }

  #identities(): Buffer {
    const keys = new Map([...this.#allowed].map(({ key }) => [key.getPublicSSH().toString('base64'), key]))
    const count = Buffer.alloc(4)
    count.writeUInt32BE(keys.size)
    const list = [...keys.values()].map((key) =>
      Buffer.concat([field(key.getPublicSSH()), field(Buffer.from('berth'))]),
    )
    return Buffer.concat([Buffer.of(identitiesAnswer), count, ...list])
  }
}

const failure = Buffer.of(5)
const identitiesRequest = 11
const identitiesAnswer = 12
const signResponse = 14
