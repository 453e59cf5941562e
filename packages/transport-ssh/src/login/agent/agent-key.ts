import ssh2, { type Client, type ParsedKey } from 'ssh2'
import { askAgent } from './ask-agent.js'
import { type AgentIdentity, readSignature, type SignFlags, signRequest } from './messages.js'
import { signWith } from './sign-with.js'

/** Fetches the signature that the key gives next. */
const prepare = Symbol('prepare')

/** Fetches a signature. Rejects where the agent gives none. */
const fetchSignature = Symbol('fetch signature')

/** A key that signs only after it was prepared: its agent's answer takes time, which ssh2 gives no key. */
interface AgentKey extends ParsedKey {
  readonly [prepare]: (data: Buffer, algorithm: string | undefined) => Promise<void>
  readonly [fetchSignature]: (data: Buffer, algorithm: string, signal: AbortSignal) => Promise<Buffer>
}

/**
 * A key of an agent, to log in with by the method `publickey` on a connection that {@link signThroughAgents} has
 * prepared. Undefined for a key of a type that ssh2 cannot use.
 */
export function agentKey(path: string, { blob }: AgentIdentity, signal: AbortSignal): ParsedKey | undefined {
  const parsed = ssh2.utils.parseKey(blob)
  const [key] = parsed instanceof Error ? [] : [parsed].flat()
  if (key === undefined) return undefined
  let signature: Buffer | Error = new Error('the agent was not asked')
  const ask = async (data: Buffer, algorithm: string | undefined, until: AbortSignal): Promise<Buffer> =>
    readSignature(await askAgent(path, signRequest(blob, data, flagsOf(algorithm)), until))
  const signing: AgentKey = Object.assign(key, {
    isPrivateKey: () => true,
    // ssh2 takes an error for an answer, and goes on with the next key.
    sign: () => signature as Buffer,
    [prepare]: async (data: Buffer, algorithm: string | undefined) => {
      try {
        signature = await ask(data, algorithm, signal)
      } catch (error) {
        signature = error instanceof Error ? error : new Error(String(error))
      }
    },
    [fetchSignature]: ask,
  })
  return signing
}

type Sign = (data: Buffer, done: (signature: Buffer) => void) => void

/** What ssh2 keeps to itself of a connection. */
interface Internals {
  readonly _protocol: {
    authPK(username: string, key: ParsedKey, algorithm: string | undefined, sign?: Sign): void
  }
}

/**
 * Lets a connection that is being made log in with keys of agents. ssh2 has a way of its own for these, which offers
 * all keys of an agent in a row, and does not tell that a host has taken one and wants more.
 */
export function signThroughAgents(client: Client): void {
  const { _protocol: protocol } = client as unknown as Internals
  const authPK = protocol.authPK.bind(protocol)
  protocol.authPK = (username, key, algorithm, sign) => {
    if (sign === undefined || !isAgentKey(key)) return authPK(username, key, algorithm, sign)
    authPK(username, key, algorithm, (data, done) => {
      void key[prepare](data, algorithm).then(() => sign(data, done))
    })
  }
}

/**
 * A signature by a key, of a file or of an agent, in SSH's binary form without the name of its algorithm. Rejects where
 * there is none.
 */
export async function signatureOf(
  key: ParsedKey,
  data: Buffer,
  algorithm: string,
  signal: AbortSignal,
): Promise<Buffer> {
  return isAgentKey(key) ? key[fetchSignature](data, algorithm, signal) : signWith(key.getPrivatePEM(), data, algorithm)
}

function isAgentKey(key: ParsedKey): key is AgentKey {
  return prepare in key
}

function flagsOf(algorithm: string | undefined): SignFlags {
  if (algorithm === 'rsa-sha2-256') return 2
  return algorithm === 'rsa-sha2-512' ? 4 : 0
}
