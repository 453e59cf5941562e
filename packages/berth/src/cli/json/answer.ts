import { type BerthError, type ErrorJson, HostsError } from '@berth/core'
import { packageVersion } from '../version.js'
import type { Answers, Subcommand } from './answers.js'
import { type Envelope, type EnvelopeFrame, formatNumber, type HostAnswer } from './envelope.js'
import { errorJson, errorOn, failuresOf, notDone } from './error-json.js'
import { unknownMembers } from './unknown-members.js'

type Members<Name extends Subcommand> = Answers[Name]['members']
type HostMembers<Name extends Subcommand> = Answers[Name]['host']

/** Where a subcommand works. */
export interface AskedCluster {
  /** Null where hosts are asked that no cluster file names. */
  readonly clusterName: string | null
}

/** What a subcommand says with `--json`, gathered as it comes to be known, whatever happens on the way. */
export class Answer<Name extends Subcommand> {
  readonly #command: Name
  #members: Members<Name>
  readonly #hosts = new Map<string, HostAnswer<HostMembers<Name>>>()
  readonly #errors: ErrorJson[] = []
  readonly #warnings: string[] = []
  #cluster: string | null = null
  #asked: readonly string[] = []

  constructor(command: Name) {
    this.#command = command
    this.#members = unknownMembers[command]
  }

  /** Takes the cluster, and the hosts that are asked: each of these has an answer at the end. */
  asks({ clusterName }: AskedCluster, hosts: readonly string[]): void {
    this.#cluster = clusterName
    this.#asked = hosts
  }

  warn(warning: string): void {
    this.#warnings.push(warning)
  }

  /** Takes members of the subcommand's own. */
  members(known: Partial<Members<Name>>): void {
    this.#members = { ...this.#members, ...known }
  }

  /** Takes what was done on one host. */
  done(host: string, members: HostMembers<Name>): void {
    this.#hosts.set(host, { ok: true, ...members })
  }

  /** Takes the hosts that the call goes on without: each has its error, and more where more comes to be known. */
  missing(hosts: ReadonlyMap<string, BerthError>): void {
    for (const [host, error] of hosts) this.failedOn(host, error)
  }

  /** Takes why it was not done on one host, and what is known of that host all the same. */
  failedOn(host: string, error: BerthError, members: Partial<HostMembers<Name>> = {}): void {
    this.#hosts.set(host, { ok: false, error: errorOn(host, error), ...members })
  }

  /**
   * Waits for a call that works on all hosts, takes what it came to on each and tells of those where it succeeded, also
   * where it failed on some: rejects then as the call does.
   */
  async eachHost<Value>(
    call: Promise<ReadonlyMap<string, Value>>,
    members: (value: Value) => HostMembers<Name>,
    tell: (succeeded: ReadonlyMap<string, Value>) => void = () => undefined,
  ): Promise<void> {
    const take = (values: ReadonlyMap<string, Value>): void => {
      for (const [host, value] of values) this.done(host, members(value))
      if (values.size > 0) tell(values)
    }
    try {
      take(await call)
    } catch (error) {
      // What the hosts where it succeeded have in the error is of the type that the call gives.
      if (error instanceof HostsError) take(error.succeeded as ReadonlyMap<string, Value>)
      throw error
    }
  }

  /** Takes an error of the call as a whole: of its hosts, each that has no answer yet gets its part of it. */
  failed(error: unknown): void {
    const told = errorJson(error, this.#command)
    this.#errors.push(told)
    for (const [host, failure] of failuresOf(error)) if (!this.#hosts.has(host)) this.failedOn(host, failure)
    for (const host of this.#asked)
      if (!this.#hosts.has(host)) this.#hosts.set(host, { ok: false, error: notDone(host, told) })
  }

  /** All of it, once the exit code is known. */
  envelope(exitCode: number): Envelope<Name> {
    const frame: EnvelopeFrame<Name> = {
      berth: { version: packageVersion(), format: formatNumber },
      command: this.#command,
      cluster: this.#cluster,
      ok: exitCode === 0 || (this.#command === 'plan' && exitCode === 5),
      exitCode,
      hosts: Object.fromEntries(this.#hosts),
      errors: this.#errors,
      warnings: this.#warnings,
    }
    return { ...frame, ...this.#members }
  }
}
