/**
 * A host that hung up before the login began. Nothing was run, and perhaps its sshd only had as many logins under way
 * as it allows.
 */
export class TurnedAwayError extends Error {
  override readonly name = 'TurnedAwayError'
  /** The words that the host said before it hung up; empty if it said nothing. */
  readonly said: string

  constructor(said: string, cause?: unknown) {
    super('the host hung up before the login began', { cause })
    this.said = said
  }

  /** Whether the host may take a login later: it gave no reason, or the reason that it has too many now. */
  get mayPass(): boolean {
    return this.said === '' || noPlace.test(this.said)
  }
}

/**
 * Tells by the words of sockets and of ssh2 whether an error of a handshake means that the host hung up; undefined if
 * not. `said` is what the host said before.
 */
export function asTurnedAway(error: Error & { readonly code?: unknown }, said: string): TurnedAwayError | undefined {
  if (error.code === tooManyConnections) return new TurnedAwayError(error.message, error)
  const hungUp = hangUps.has(String(error.code)) || error.message === 'Connection lost before handshake'
  return hungUp ? new TurnedAwayError(said, error) : undefined
}

const hangUps: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED'])

/** RFC 4253, 11.1. */
const tooManyConnections = 12

/**
 * The words of OpenSSH from 8.2 on, since 9.8 for penalised addresses too (older versions say nothing), and those of
 * RFC 4253.
 */
const noPlace = /^Exceeded MaxStartups$|^Not allowed at this time$|\btoo many connections\b/i
