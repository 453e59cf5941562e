import type { EndedBy, ExecResult } from '../contract/index.js'
import { BerthError, groupHosts, type HostGroup, HostsError } from '../errors/index.js'
import type { HostOutcome } from '../fanout/index.js'

/** What became of one command on one host. */
export interface HostResult extends Omit<ExecResult, 'endedBy'> {
  /** `not started`: see `error`. */
  readonly endedBy: EndedBy | 'not started'
  /** Why the command did not start, or that it was not seen to; null if it did. */
  readonly error: BerthError | null
}

/** The results of one command on many hosts: every host that was asked is in it, in the order asked. */
export class HostResults implements Iterable<HostResult> {
  readonly #results: ReadonlyMap<string, HostResult>

  constructor(outcomes: ReadonlyMap<string, HostOutcome<ExecResult>>) {
    this.#results = new Map([...outcomes].map(([host, outcome]) => [host, hostResult(host, outcome)]))
  }

  /** The hosts that were asked. */
  get hosts(): readonly string[] {
    return [...this.#results.keys()]
  }

  /** Whether the command ended with exit code 0 on every host. */
  get ok(): boolean {
    return [...this].every(({ exitCode }) => exitCode === 0)
  }

  /** One host's result. Throws `TypeError` for a host that was not asked. */
  get(host: string): HostResult {
    const result = this.#results.get(host)
    if (result === undefined) throw new TypeError(`${host} was not asked; asked were ${this.hosts.join(', ')}`)
    return result
  }

  [Symbol.iterator](): Iterator<HostResult> {
    return this.#results.values()
  }

  /** Hosts whose command ended alike and printed the same, together: what is the same on 60 hosts is shown once. */
  grouped(): readonly HostGroup<HostResult>[] {
    const texts = new Map([...this].map((result) => [result.host, signature(result)]))
    return groupHosts(texts).flatMap(({ hosts }) => {
      const [first] = hosts
      return first === undefined ? [] : [{ hosts, value: this.get(first) }]
    })
  }

  /** Throws one `HostsError` that names every host on which the command did not end with exit code 0; returns the results otherwise. */
  throwIfFailed(): this {
    const failures = new Map(
      [...this].flatMap((result) => (result.exitCode === 0 ? [] : [[result.host, failure(result)] as const])),
    )
    if (failures.size > 0) throw new HostsError('run command', failures, this.#results.size)
    return this
  }
}

function hostResult(host: string, outcome: HostOutcome<ExecResult>): HostResult {
  if (outcome.ok) return { ...outcome.value, host, error: null }
  const nothing = { exitCode: null, signal: null, stdout: '', stderr: '', truncated: false, duration: 0 }
  return { host, ...nothing, endedBy: 'not started', error: outcome.error }
}

function signature({ endedBy, exitCode, signal, stdout, stderr, truncated, error }: HostResult): string {
  return JSON.stringify([endedBy, exitCode, signal, stdout, stderr, truncated, error?.code, error?.reason])
}

/** Lines of standard error that a message shows. */
const shownLines = 20

function failure({ host, endedBy, exitCode, signal, stderr, error }: HostResult): BerthError {
  if (error !== null) return error
  const how =
    endedBy === 'exit' ? `exit code ${exitCode}` : endedBy === 'signal' ? `signal ${signal}` : endings[endedBy]
  const lines = stderr.trimEnd().split('\n').slice(-shownLines).join('\n')
  return new BerthError({
    code: codes[endedBy],
    host,
    operation: 'run command',
    message: lines === '' ? how : `${how}\n${lines}`,
  })
}

const codes = {
  exit: 'BERTH_COMMAND_FAILED',
  signal: 'BERTH_COMMAND_FAILED',
  timeout: 'BERTH_TIMEOUT',
  idle: 'BERTH_TIMEOUT',
  abort: 'BERTH_ABORTED',
  lost: 'BERTH_CONNECTION_LOST',
  'not started': 'BERTH_EXEC_NOT_STARTED',
} as const

const endings = {
  timeout: 'ended at its timeout',
  idle: 'ended because it had printed nothing for its idle timeout',
  abort: 'aborted',
  lost: 'the connection was lost while it ran; whether it runs on is unknown',
  'not started': 'it did not start',
} as const
