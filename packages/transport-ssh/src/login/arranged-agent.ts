import ssh2, { type IdentityCallback, type ParsedKey } from 'ssh2'

/** Which of an agent's keys are offered, and in which order. Keys are public ones, in SSH's binary form. */
export interface AgentArrangement {
  /** Keys that the user names: offered first. */
  readonly first: readonly Buffer[]
  /** Keys that were tried without the agent: not offered again, since hosts count the tries. */
  readonly tried: readonly Buffer[]
  /** Whether no other keys than those that the user names are offered. */
  readonly only: boolean
}

/** An ssh-agent whose keys are offered in an order that spares the host's patience. */
export class ArrangedAgent extends ssh2.OpenSSHAgent {
  readonly #socket: string
  readonly #arrangement: AgentArrangement

  constructor(socket: string, arrangement: AgentArrangement) {
    super(socket)
    this.#socket = socket
    this.#arrangement = arrangement
  }

  override getIdentities(done: IdentityCallback<ParsedKey>): void {
    super.getIdentities((error, entries = []) => {
      if (error) return done(new Error(`${error.message} (${this.#socket})`))
      const keys = entries.filter((entry): entry is ParsedKey => 'getPublicSSH' in entry)
      const offered = arrangeKeys(keys, this.#arrangement)
      if (offered.length > 0) return done(null, offered)
      const which = this.#arrangement.only ? 'none of the keys that IdentityFile names' : 'no key to try'
      done(new Error(`ssh-agent holds ${which} (${this.#socket})`))
    })
  }
}

/** The keys to offer. */
export function arrangeKeys<Key extends Pick<ParsedKey, 'getPublicSSH'>>(
  keys: readonly Key[],
  { first, tried, only }: AgentArrangement,
): Key[] {
  const isIn = (key: Key, list: readonly Buffer[]): boolean => list.some((other) => other.equals(key.getPublicSSH()))
  const untried = keys.filter((key) => !isIn(key, tried))
  const named = untried.filter((key) => isIn(key, first))
  return only ? named : [...named, ...untried.filter((key) => !named.includes(key))]
}
