/** A host that hung up before the login began. Nothing was run, and it may be that its sshd only had no place free. */
export class TurnedAwayError extends Error {
  override readonly name = 'TurnedAwayError'
  /** What the host said before it hung up; empty if nothing. */
  readonly said: string

  constructor(said: string, cause?: unknown) {
    super('the host hung up before the login began', { cause })
    this.said = said
  }

  /** Whether the host may have a place later: it gave no reason, or that it has none now. */
  get mayPass(): boolean {
    return this.said === '' || noPlace.test(this.said)
  }
}

/**
 * An error of a handshake, if it is that the host hung up: by the words of sockets and of ssh2. `said` is what came
 * before.
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
 * OpenSSH from 8.2 on, since 9.8 for penalised addresses too; older ones say nothing. Others say what RFC 4253 names.
 */
const noPlace = /^Exceeded MaxStartups$|^Not allowed at this time$|\btoo many connections\b/i
