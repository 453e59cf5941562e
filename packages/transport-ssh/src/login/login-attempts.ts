import type { AnyAuthMethod } from 'ssh2'

/** One way to log in. */
export interface LoginMethod {
  /** For messages: `key /home/me/.ssh/id_ed25519`. Ways that share it are one in messages. */
  readonly description: string
  /** The name by which servers say that they would accept it. */
  readonly serverName: string
  readonly method: AnyAuthMethod
  /** Whether it is one that nobody named: it gives way to others where the host's patience would not last for all. */
  readonly isGuess?: boolean
}

/** Ways to log in that are only known once they are asked for. */
export interface LoginSource {
  readonly description: string
  readonly serverName: string
  /** Never rejects. The signal aborts when the login is over. */
  readonly methods: (signal: AbortSignal) => Promise<readonly LoginMethod[]>
}

/** A way to log in, or where to find some. */
export type LoginWay = LoginMethod | LoginSource

/** Failed tries after which an sshd hangs up, if it is not told otherwise (MaxAuthTries). */
const patience = 6

/**
 * The ways to log in to one host, one after the other, leaving out what the host says it does not take. One that it
 * took and wants another after (`AuthenticationMethods`) is done with; the others begin anew then, as what it did not
 * take before it may take now. Keys that nobody named stand back where, with all of them, the host would hang up before
 * the other ways have had their turn; after those they are tried nevertheless, as the host may be more patient.
 */
export class LoginAttempts {
  readonly #signal: AbortSignal
  #useful: readonly LoginWay[]
  #remaining: readonly LoginWay[]
  #last: LoginMethod | undefined
  #failures = 0
  #accepted: readonly string[] = []
  readonly #tried = new Map<string, number>()
  readonly #of = new Map<string, number>()

  /** The signal says that the login is over. */
  constructor(ways: readonly LoginWay[], signal: AbortSignal) {
    this.#useful = ways
    this.#remaining = ways
    this.#signal = signal
  }

  /** Names of the methods that the host says it takes; empty if it did not say. */
  get accepted(): readonly string[] {
    return this.#accepted
  }

  /** What was tried last: what the host took, once it lets the user in. */
  get last(): LoginMethod | undefined {
    return this.#last
  }

  /** The descriptions of what was tried. */
  get tried(): readonly string[] {
    return [...this.#tried].map(([description, count]) => {
      const all = this.#of.get(description) ?? 1
      return all > 1 ? `${description} (${count} of ${all} keys)` : description
    })
  }

  /**
   * What to try next; undefined when nothing is left. Told how the host answered before: null for no answer yet, and
   * whether it took what was tried last.
   */
  async next(accepted: readonly string[] | null, partial: boolean): Promise<LoginMethod | undefined> {
    if (accepted !== null) this.#accepted = accepted
    if (partial) {
      this.#useful = this.#useful.filter((way) => way !== this.#last)
      this.#remaining = this.#useful
    } else if (accepted !== null) this.#failures += 1
    for (;;) {
      const usable = this.#remaining.filter(({ serverName }) => accepted === null || accepted.includes(serverName))
      const way = usable.find((candidate) => !this.#standsBack(candidate, usable)) ?? usable[0]
      if (way === undefined) return undefined
      if ('methods' in way) await this.#open(way)
      else {
        this.#remaining = this.#remaining.filter((other) => other !== way)
        this.#last = way
        this.#count(way.description)
        return way
      }
    }
  }

  #standsBack(way: LoginWay, usable: readonly LoginWay[]): boolean {
    return isGuess(way) && patience - this.#failures - 1 < usable.filter((other) => !isGuess(other)).length
  }

  /** Puts what a source gives in its place. */
  async #open(source: LoginSource): Promise<void> {
    const methods = await source.methods(this.#signal)
    if (methods.length === 0) this.#count(source.description)
    for (const { description } of methods) this.#of.set(description, (this.#of.get(description) ?? 0) + 1)
    const opened = (way: LoginWay): readonly LoginWay[] => (way === source ? methods : [way])
    this.#useful = this.#useful.flatMap(opened)
    this.#remaining = this.#remaining.flatMap(opened)
  }

  #count(description: string): void {
    this.#tried.set(description, (this.#tried.get(description) ?? 0) + 1)
  }
}

function isGuess(way: LoginWay): boolean {
  return 'isGuess' in way && way.isGuess === true
}
