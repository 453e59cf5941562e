import { endingError, operationOn } from '../../command/operation/index.js'
import type { ExecResult } from '../../contract/index.js'
import { BerthError } from '../../errors/index.js'
import { boundedText } from '../../errors/texts/bounded-text.js'
import type { FailedRank } from './failure/failed-rank.js'
import type { MpiLauncher } from './launcher/launcher.js'
import { mpiOperations } from './operations.js'
import type { MpiLaunch } from './words/launch.js'

/** What is known of a run with many ranks beside how its launcher ended. */
export interface MpiRunFacts {
  readonly launcher: MpiLauncher
  /** How daemons were started. */
  readonly launch: MpiLaunch
  /** The host of each rank, by its number. */
  readonly hosts: readonly string[]
  /** Hosts whose daemon failed, or where something of it may be left, each with why. */
  readonly daemons: ReadonlyMap<string, BerthError>
  /** Hosts where something of the run may still be at work, as it could not be ended there, each with why. */
  readonly left: ReadonlyMap<string, BerthError>
  /** The rank that failed first; null where none did, or nobody told of it. */
  readonly failed: FailedRank | null
  /** The host that was lost first, and the others ended for that reason; null where none was. */
  readonly lost: BerthError | null
}

/** What became of a program with many ranks: its launcher's output and exit code, and on which host each rank was. */
export class MpiResult {
  /** The host on which the launcher ran. */
  readonly host: string
  readonly exitCode: ExecResult['exitCode']
  readonly signal: ExecResult['signal']
  readonly endedBy: ExecResult['endedBy']
  readonly mayStillRun: NonNullable<ExecResult['mayStillRun']> | null
  readonly stdout: string
  readonly stderr: string
  /** Whether output was dropped because it exceeded `maxOutput`. */
  readonly truncated: boolean
  /** Milliseconds, from the launcher's start. */
  readonly duration: number
  readonly launcher: MpiLauncher
  readonly launch: MpiLaunch
  /** The host of each rank, by its number. */
  readonly hosts: readonly string[]
  /** Hosts whose daemon failed, or where something of it may be left, each with why. */
  readonly daemons: ReadonlyMap<string, BerthError>
  /** Hosts where something of the run may still be at work, as it could not be ended there, each with why. */
  readonly left: ReadonlyMap<string, BerthError>
  /** The rank that failed first, with its host by its name in the cluster file; null where nobody told of it. */
  readonly failed: FailedRank | null
  readonly #said: string
  readonly #lost: BerthError | null

  /** `said`: the end of standard error. */
  constructor(result: ExecResult, { launcher, launch, hosts, daemons, left, failed, lost }: MpiRunFacts, said: string) {
    const { host, exitCode, signal, endedBy, mayStillRun = null, stdout, stderr, truncated, duration } = result
    this.host = host
    this.exitCode = exitCode
    this.signal = signal
    this.endedBy = lost === null ? endedBy : 'lost'
    this.mayStillRun = mayStillRun
    this.stdout = stdout
    this.stderr = stderr
    this.truncated = truncated
    this.duration = duration
    this.launcher = launcher
    this.launch = launch
    this.hosts = hosts
    this.daemons = daemons
    this.left = left
    this.failed = failed
    this.#said = said
    this.#lost = lost
  }

  /**
   * The error of a program that did not end with exit code 0 and of its daemons; null where all went well. It names the
   * rank that failed first and its host, where the launcher tells of them.
   */
  failure(): BerthError | null {
    if (this.#lost !== null) return this.#lost
    const { host, exitCode, signal, endedBy, mayStillRun, duration } = this
    const lines = boundedText(this.#said.trimEnd(), { lines: 30, characters: 4_000 })
    const first = [...this.daemons.values()][0] ?? null
    const ending = { endedBy, exitCode, signal, duration, stderr: lines, truncated: false }
    const error = endingError({ ...ending, ...(mayStillRun && { mayStillRun }) }, operationOn(host, mpiOperations.run))
    if (error === null) return null
    if (endedBy !== 'exit') return error
    // What the launcher says of a host that cannot be reached follows from that.
    if (first !== null && (this.failed === null || first.kind === 'unreachable')) return first
    if (this.failed === null) return error
    const { rank, how } = this.failed
    const who = rank === null ? 'a rank' : `rank ${rank}`
    const where = this.failed.host === null ? '' : ` on ${this.failed.host}`
    return new BerthError({
      code: error.code,
      host: this.failed.host ?? host,
      operation: mpiOperations.run.operation,
      message: `${who}${where} ${how}${lines === '' ? '' : `\n${lines}`}`,
      cause: error,
    })
  }

  /** Throws {@link failure}; returns the result where there is none. */
  throwIfFailed(): this {
    const error = this.failure()
    if (error !== null) throw error
    return this
  }
}
