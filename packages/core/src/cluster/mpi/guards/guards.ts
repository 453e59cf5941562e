import { setMaxListeners } from 'node:events'
import { operationError, operationOn } from '../../../command/operation/index.js'
import type { ContainerExecOptions, ContainerShell } from '../../../contract/index.js'
import { BerthError } from '../../../errors/index.js'
import { pause } from '../../../fanout/pause.js'
import { LineSource } from '../gate/line-source.js'
import { mpiOperations } from '../operations.js'
import type { PlacedRanks } from '../ranks/place-ranks.js'
import { guardCommand } from './guard-command.js'
import { fewTurns, Silences } from './silences.js'

/** What guards need. */
export interface GuardsOptions {
  readonly placed: readonly PlacedRanks[]
  readonly shellOf: (host: string, call: { readonly signal?: AbortSignal }) => Promise<ContainerShell>
  /** Asks a host for a sign of life, past its containers. */
  readonly askHost: (host: string, call: { readonly signal?: AbortSignal }) => Promise<unknown>
  /** As whom they run. */
  readonly exec: Pick<ContainerExecOptions, 'user'>
  /** By which all of the launch is found. */
  readonly tag: string
  /** Milliseconds of silence after which a host is lost. */
  readonly lostAfter: number
  /** Called once for each host that is lost. */
  readonly onLost: (host: string) => void
}

/**
 * A guard beside the ranks in each container: a command that is asked for a sign of life again and again, and ends all
 * of the launch there when this process is gone, or when its host is cut off. A guard that cannot be begun guards
 * nothing, and is nobody's failure.
 */
export class Guards {
  readonly #options: GuardsOptions
  readonly #silences: Silences
  readonly #lines = new Map<string, LineSource>()
  readonly #running = new Map<string, Promise<void>>()
  readonly #asked = new Set<string>()
  readonly #lost = new Map<string, BerthError>()
  readonly #stop = new AbortController()
  readonly #beating: NodeJS.Timeout
  #endLine: string | null = null

  /** Begins the guards; waits for none of them. */
  constructor(options: GuardsOptions) {
    this.#options = options
    const turn = options.lostAfter / fewTurns
    this.#silences = new Silences(turn, performance.now())
    // Each guard listens.
    setMaxListeners(0, this.#stop.signal)
    for (const { host } of options.placed) this.#running.set(host, this.#guard(host))
    this.#beating = setInterval(() => this.#beat(), turn)
  }

  /** The hosts that are lost, each with why. */
  get lost(): ReadonlyMap<string, BerthError> {
    return this.#lost
  }

  /**
   * Has every guard end what is left of the launch: SIGTERM, then SIGKILL after some time, which ranks do not have that
   * are to end `at once`. Waits for the guards, but not for long. Never rejects.
   */
  async end(atOnce: boolean): Promise<void> {
    this.#endLine = `end ${atOnce ? '' : endGrace}\n`
    for (const lines of this.#lines.values()) lines.add(this.#endLine)
    await this.#gone(atOnce ? endingTime : endingTime + endGrace * 10)
  }

  /** Lets the guards go: nothing is left to be guarded. Never rejects. */
  async close(): Promise<void> {
    clearInterval(this.#beating)
    for (const lines of this.#lines.values()) {
      lines.add('done\n')
      lines.end()
    }
    await this.#gone(closingTime)
    this.#stop.abort(new Error('the launch is over'))
    await this.#gone(closingTime)
  }

  /** Waits for the guards to end, but for those of hosts that are lost, and for so many milliseconds at most. */
  async #gone(longest: number): Promise<void> {
    const waiting = new AbortController()
    const reached = [...this.#running].filter(([host]) => !this.#lost.has(host))
    void Promise.all(reached.map(([, running]) => running)).finally(() => waiting.abort())
    await pause(longest, waiting.signal)
  }

  #beat(): void {
    for (const lines of this.#lines.values()) lines.add('beat\n')
    const { lost, doubtful } = this.#silences.look(performance.now())
    for (const host of lost) this.#lose(host, `nothing was heard of it for ${this.#options.lostAfter / 1000} s`)
    for (const host of doubtful) this.#ask(host)
  }

  /** A host may be well whose engine is not. */
  #ask(host: string): void {
    if (this.#asked.has(host)) return
    this.#asked.add(host)
    void this.#options
      .askHost(host, { signal: this.#stop.signal })
      .then(
        () => this.#silences.heard(host),
        () => undefined,
      )
      .finally(() => this.#asked.delete(host))
  }

  async #guard(host: string): Promise<void> {
    const { shellOf, exec, tag, lostAfter } = this.#options
    const lines = new LineSource()
    const signal = this.#stop.signal
    try {
      const shell = await shellOf(host, { signal })
      this.#lines.set(host, lines)
      if (this.#endLine !== null) lines.add(this.#endLine)
      const onOutput = (): void => this.#silences.heard(host)
      const how = { ...exec, stdin: lines, onOutput, signal, maxOutput: 0 }
      const result = await shell.exec(guardCommand(tag, lostAfter), how)
      if (result.endedBy === 'lost') this.#lose(host, 'the connection was lost')
    } catch (error) {
      if (BerthError.isInstance(error) && error.kind === 'unreachable') this.#lose(host, error.reason)
    } finally {
      this.#lines.delete(host)
      this.#silences.forget(host)
    }
  }

  #ranksOf(host: string): string {
    const { placed } = this.#options
    const at = placed.findIndex((one) => one.host === host)
    const first = placed.slice(0, at).reduce((sum, { ranks }) => sum + ranks, 0)
    const last = first + (placed[at]?.ranks ?? 1) - 1
    return first === last ? `rank ${first} is` : `ranks ${first} to ${last} are`
  }

  #lose(host: string, reason: string): void {
    if (this.#stop.signal.aborted || this.#lost.has(host)) return
    this.#silences.forget(host)
    this.#lost.set(
      host,
      operationError(
        { ...operationOn(host, mpiOperations.run), code: 'BERTH_CONNECTION_LOST' },
        {
          reason: `${this.#ranksOf(host)} lost with the host: ${reason}; the others were ended`,
          remedy: 'Check that the host is up, then run it again; --lost-after waits for longer.',
        },
      ),
    )
    this.#options.onLost(host)
  }
}

/** Hundredths of a second that ranks have to end by themselves. */
const endGrace = 100

/** Milliseconds in which guards end what is left, beside what ranks have for themselves. */
const endingTime = 1_000

/** Milliseconds in which guards go. */
const closingTime = 2_000
