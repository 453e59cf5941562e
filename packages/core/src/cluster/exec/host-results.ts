import type { EndedBy, ExecResult } from '../../contract/index.js'
import { errorShape } from '../../errors/hosts/alike-texts.js'
import { type BerthError, groupHosts, type HostGroup, HostsError, hostsText } from '../../errors/index.js'
import { boundedText } from '../../errors/texts/bounded-text.js'
import type { HostOutcome } from '../../fanout/index.js'
import { type CommandError, ofCommand } from './command-error.js'

/** What became of one command on one host; its output is text, or bytes where that was asked for. */
export interface HostResult<Output extends string | Uint8Array = string> extends Omit<ExecResult<Output>, 'endedBy'> {
  /** `not started`: see `error`. */
  readonly endedBy: EndedBy | 'not started'
  /** Why the command did not start, or that the command was not seen to start; null if it started. */
  readonly error: BerthError | null
}

/** What the results of a call are held against. */
export interface ResultLimits {
  /** On how many hosts the command may fail. Default is none. */
  readonly mostFailures?: number
  /** The hosts that the call was not for, each with why. Default is none. */
  readonly missing?: ReadonlyMap<string, BerthError>
}

/** The results of one command on many hosts: every host that was asked has a result, in the order asked. */
export class HostResults<Output extends string | Uint8Array = string> implements Iterable<HostResult<Output>> {
  readonly #results: ReadonlyMap<string, HostResult<Output>>
  readonly #commandError: CommandError
  readonly #mostFailures: number
  /**
   * The hosts that have no result, because `up` or `attach` went on without them, each with why; see `Cluster.missing`.
   */
  readonly missing: ReadonlyMap<string, BerthError>

  /**
   * `nothing` is the output of a command that did not start: by default the empty string. `commandError` makes the
   * error of an ending: by default, that of a command that ends with its connection.
   */
  constructor(
    outcomes: ReadonlyMap<string, HostOutcome<ExecResult<Output>>>,
    nothing: Output = '' as Output,
    commandError: CommandError = ofCommand,
    { mostFailures = 0, missing = new Map() }: ResultLimits = {},
  ) {
    this.#commandError = commandError
    this.#mostFailures = mostFailures
    this.missing = missing
    this.#results = new Map([...outcomes].map(([host, outcome]) => [host, hostResult(host, outcome, nothing)]))
  }

  /** The hosts that were asked. */
  get hosts(): readonly string[] {
    return [...this.#results.keys()]
  }

  /** Whether the command ended with exit code 0 on every host. */
  get ok(): boolean {
    return [...this].every(({ exitCode }) => exitCode === 0)
  }

  /**
   * Whether the command failed on no more hosts than may (`maxFailures`), and was not aborted: what `throwIfFailed`
   * goes by.
   */
  get withinBudget(): boolean {
    const failures = [...this.failures().values()]
    return failures.length <= this.#mostFailures && failures.every(({ kind }) => kind !== 'interrupted')
  }

  /** One host's result. Throws `TypeError` for a host that was not asked. */
  get(host: string): HostResult<Output> {
    const result = this.#results.get(host)
    if (result === undefined) throw new TypeError(`${host} was not asked; asked were ${hostsText(this.hosts)}`)
    return result
  }

  /** The results in the order in which the hosts were asked. */
  [Symbol.iterator](): Iterator<HostResult<Output>> {
    return this.#results.values()
  }

  /**
   * Hosts whose command ended alike and printed the same, together: what is the same on 60 hosts is shown once. The
   * value is that of the first host; errors that differ in ids, times, or what is of one host alone, are alike.
   */
  grouped(): readonly HostGroup<HostResult<Output>>[] {
    const texts = new Map([...this].map((result) => [result.host, signature(result)]))
    return groupHosts(texts).flatMap(({ hosts }) => {
      const [first] = hosts
      return first === undefined ? [] : [{ hosts, value: this.get(first) }]
    })
  }

  /** The error of each host on which the command did not end with exit code 0. */
  failures(): ReadonlyMap<string, BerthError> {
    return new Map(
      [...this].flatMap((result) => {
        const error = failure(result, this.#commandError)
        return error === null ? [] : [[result.host, error] as const]
      }),
    )
  }

  /**
   * Throws one `HostsError` that names every host on which the command did not end with exit code 0, where these are
   * more than may be (`maxFailures`); returns the results otherwise.
   */
  throwIfFailed(): this {
    const failures = this.failures()
    if (!this.withinBudget) throw new HostsError('run command', failures, this.#results.size)
    return this
  }
}

function hostResult<Output extends string | Uint8Array>(
  host: string,
  outcome: HostOutcome<ExecResult<Output>>,
  nothing: Output,
): HostResult<Output> {
  if (outcome.ok) return { ...outcome.value, host, error: null }
  const none = { exitCode: null, signal: null, stdout: nothing, stderr: nothing, truncated: false, duration: 0 }
  return { host, ...none, endedBy: 'not started', error: outcome.error }
}

type AnyResult = HostResult<string | Uint8Array>

function signature({
  host,
  endedBy,
  exitCode,
  signal,
  mayStillRun,
  stdout,
  stderr,
  truncated,
  error,
}: AnyResult): string {
  const printed = [textOf(stdout, 'latin1'), textOf(stderr, 'latin1')]
  return JSON.stringify([
    endedBy,
    exitCode,
    signal,
    mayStillRun?.because,
    ...printed,
    truncated,
    error && errorShape(host, error),
  ])
}

/** Text as it is; bytes by this encoding, in which `latin1` tells all bytes apart. */
function textOf(output: string | Uint8Array, encoding: 'latin1' | 'utf8'): string {
  return typeof output === 'string' ? output : Buffer.from(output).toString(encoding)
}

/** What a message shows of the end of standard error; the result has all that was kept. */
const shown = { lines: 20, characters: 4_000 }

function failure({ host, endedBy, error, ...ended }: AnyResult, commandError: CommandError): BerthError | null {
  if (endedBy === 'not started') return error
  const lines = textOf(ended.stderr, 'utf8').trimEnd().split('\n').slice(-shown.lines).join('\n')
  return commandError(host, { ...ended, endedBy, stderr: boundedText(lines, shown), truncated: false })
}
