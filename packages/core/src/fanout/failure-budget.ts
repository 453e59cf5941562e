import { BerthError, type ErrorCode, errorKinds, HostsError } from '../errors/index.js'
import { type MaxFailures, mostFailures } from './max-failures.js'
import { failuresOf, onHosts, valuesOf } from './on-hosts.js'

/** What a {@link FailureBudget} is made of. */
export interface FailureBudgetParts {
  /** How many hosts the call works on. */
  readonly hosts: number
  /**
   * How many of them may fail. Default is none, and that every host is tried all the same, so that one call tells of
   * all that is to be mended.
   */
  readonly maxFailures?: MaxFailures | undefined
  /** The hosts that failed already, each with why. Default is none. */
  readonly missing?: ReadonlyMap<string, BerthError>
  readonly signal?: AbortSignal | undefined
}

/**
 * The hosts of one call that it goes on without, as many as may fail: each step is done on the hosts that are left.
 * What the policy refuses, wrong use, an abort, and a want of this machine's are failures of no host, and never let
 * pass.
 */
export class FailureBudget {
  readonly #parts: FailureBudgetParts
  readonly #most: number
  readonly #missing: Map<string, BerthError>
  /** Hosts that failed in a step that is still under way. */
  readonly #failing = new Set<string>()

  /** Throws `TypeError` for what `mostFailures` throws it. */
  constructor(parts: FailureBudgetParts) {
    this.#parts = parts
    this.#most = mostFailures(parts.maxFailures ?? 0, parts.hosts)
    this.#missing = new Map(parts.missing)
  }

  /** The hosts that the call goes on without, each with why. */
  get missing(): ReadonlyMap<string, BerthError> {
    return this.#missing
  }

  /** Whether more hosts have failed than may, so that nothing new is to be begun. Never where nobody said how many. */
  get isSpent(): boolean {
    return this.#parts.maxFailures !== undefined && this.#missing.size + this.#failing.size > this.#most
  }

  /** Whether somebody said how many hosts may fail. */
  get isGiven(): boolean {
    return this.#parts.maxFailures !== undefined
  }

  /** Counts a host that fails in the step that is under way. */
  noteFailure(host: string): void {
    this.#failing.add(host)
  }

  /** Those of the hosts that the call has not gone on without. */
  left(hosts: Iterable<string>): string[] {
    return [...hosts].filter((host) => !this.#missing.has(host))
  }

  /** Whether the call would go on without a host that fails with this. */
  lets(error: unknown): boolean {
    return this.#room > 0 && this.#isOfHost(error)
  }

  /**
   * Does the same on all of these hosts at once and waits for all of them. Resolves with what it came to where it
   * succeeded; the call goes on without the others. Rejects with one `HostsError` of all that failed where these are
   * more than may, or one of them failed for what is not of that host, or none would be left. `of`: hosts of the step
   * in all. Default is these.
   */
  async onHosts<Value>(
    hosts: readonly string[],
    operation: string,
    work: (host: string) => Promise<Value>,
    of: number = hosts.length,
  ): Promise<Map<string, Value>> {
    const outcomes = await onHosts(hosts, operation, async (host) => {
      try {
        return await work(host)
      } catch (error) {
        this.noteFailure(host)
        throw error
      }
    })
    this.leaveOut(operation, failuresOf(outcomes), of)
    return valuesOf(outcomes)
  }

  /**
   * Has the call go on without hosts that failed in a step of so many hosts. Throws as {@link onHosts} rejects;
   * `told`: the error to throw then where no host failed before. Default is one of these failures.
   */
  leaveOut(operation: string, failures: ReadonlyMap<string, BerthError>, of: number, told?: unknown): void {
    this.#failing.clear()
    if (failures.size === 0) return
    const isLet =
      failures.size <= this.#room &&
      this.#missing.size + failures.size < this.#parts.hosts &&
      [...failures.values()].every((error) => this.#isOfHost(error))
    if (!isLet && this.#missing.size === 0) throw told ?? new HostsError(operation, failures, of)
    if (!isLet) throw new HostsError(operation, new Map([...this.#missing, ...failures]), this.#parts.hosts)
    for (const [host, error] of failures) this.#missing.set(host, error)
  }

  /** Hosts that may still fail. */
  get #room(): number {
    return this.#most - this.#missing.size
  }

  #isOfHost(error: unknown): boolean {
    if (this.#parts.signal?.aborted) return false
    if (!BerthError.isInstance(error) || ofThisMachine.has(error.code)) return false
    const kind = errorKinds[error.code]
    return kind === 'failed' || kind === 'unreachable' || ofHost.has(error.code)
  }
}

/** Codes of a refusal that say what a host is like, not whose its container is. */
const ofHost: ReadonlySet<ErrorCode> = new Set(['BERTH_PROBE_UNTRUSTED', 'BERTH_HOST_PATH_MISSING'])

const ofThisMachine: ReadonlySet<ErrorCode> = new Set(['BERTH_OPEN_FILES'])
