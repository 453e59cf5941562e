/** The messages of draft-ietf-sshm-ssh-agent, without the length that stands before each. */

import { FieldReader, field } from '../fields.js'

/** A key that an agent holds. */
export interface AgentIdentity {
  /** The public key, in SSH's binary form. */
  readonly blob: Buffer
  readonly comment: string
}

/** How an agent is to hash what it signs with an RSA key; 0 for other keys, which have one way. */
export type SignFlags = 0 | 2 | 4

/** Asks for all keys. */
export const identitiesRequest: Buffer = Buffer.of(11)

/** Asks for a signature. */
export function signRequest(blob: Buffer, data: Buffer, flags: SignFlags): Buffer {
  return Buffer.concat([Buffer.of(13), field(blob), field(data), Buffer.of(0, 0, 0, flags)])
}

/** Reads the answer to {@link identitiesRequest}. Throws where it is none. */
export function readIdentities(answer: Buffer): readonly AgentIdentity[] {
  if (answer[0] !== 12) throw new Error('the agent tells no keys')
  const reader = new FieldReader(answer, 1)
  return Array.from({ length: Math.min(reader.number(), answer.length) }, () => {
    const blob = reader.field()
    return { blob, comment: reader.field().toString() }
  })
}

/** Reads the answer to {@link signRequest}: a signature without the name of its algorithm. Throws where it is none. */
export function readSignature(answer: Buffer): Buffer {
  if (answer[0] !== 14) throw new Error('the agent does not sign')
  const signature = new FieldReader(new FieldReader(answer, 1).field(), 0)
  signature.field()
  return signature.field()
}
