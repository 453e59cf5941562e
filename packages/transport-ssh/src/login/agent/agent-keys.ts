import type { ParsedKey } from 'ssh2'
import { isOutOfFiles } from '../../open-files/open-files.js'
import { keyTypeIn, unusableKey } from '../key-type.js'
import { agentKey } from './agent-key.js'
import { askAgent } from './ask-agent.js'
import { type AgentIdentity, identitiesRequest, readIdentities } from './messages.js'

/** Which of an agent's keys are offered, and in which order. Keys are public ones, in SSH's binary form. */
export interface AgentArrangement {
  /** Keys that the user names: offered first. */
  readonly first: readonly Buffer[]
  /** Keys that were tried without the agent: not offered again, since hosts count the tries. */
  readonly tried: readonly Buffer[]
  /** Whether no other keys than those that the user names are offered. */
  readonly only: boolean
}

/** A key of an agent that is to be offered. */
export interface OfferedKey {
  readonly key: ParsedKey
  readonly isNamed: boolean
}

/** The keys of an agent that are to be offered, in order, and a sentence for each that cannot be used. */
export interface OfferedKeys {
  readonly keys: readonly OfferedKey[]
  readonly notes: readonly string[]
}

/**
 * Asks an agent for its keys. What goes wrong is a note; rejects only where this machine opens no further file, which
 * says nothing of the agent.
 */
export async function agentKeys(
  path: string,
  arrangement: AgentArrangement,
  signal: AbortSignal,
): Promise<OfferedKeys> {
  try {
    const identities = readIdentities(await askAgent(path, identitiesRequest, signal))
    return offered(path, arrangeKeys(identities, arrangement), arrangement, signal)
  } catch (error) {
    if (error instanceof Error && isOutOfFiles(error.cause)) throw error.cause
    return { keys: [], notes: [error instanceof Error ? error.message : String(error)] }
  }
}

/** The keys to offer: those that the user names, then the others. */
export function arrangeKeys<Key extends Pick<AgentIdentity, 'blob'>>(
  keys: readonly Key[],
  { first, tried, only }: AgentArrangement,
): readonly Key[] {
  const untried = keys.filter((key) => !isIn(key, tried))
  const named = untried.filter((key) => isIn(key, first))
  return only ? named : [...named, ...untried.filter((key) => !named.includes(key))]
}

function offered(
  path: string,
  identities: readonly AgentIdentity[],
  { first, only }: AgentArrangement,
  signal: AbortSignal,
): OfferedKeys {
  const keys: OfferedKey[] = []
  const notes: string[] = []
  for (const identity of identities) {
    const key = agentKey(path, identity, signal)
    if (key !== undefined) keys.push({ key, isNamed: isIn(identity, first) })
    else
      notes.push(
        `ssh-agent holds "${identity.comment}", ${unusableKey(keyTypeIn(identity.blob)) ?? 'which cannot be read'}`,
      )
  }
  if (keys.length === 0) {
    notes.push(`ssh-agent holds ${only ? 'none of the keys that IdentityFile names' : 'no key to try'} (${path})`)
  }
  return { keys, notes }
}

function isIn({ blob }: Pick<AgentIdentity, 'blob'>, list: readonly Buffer[]): boolean {
  return list.some((other) => other.equals(blob))
}
