import { setMaxListeners } from 'node:events'
import type { ContainerExecOptions, ContainerShell } from '../../../contract/index.js'
import { pause } from '../../../fanout/pause.js'
import { type GuardWords, guardCommand } from './guard-command.js'
import { GuardLines } from './guard-lines.js'

/** What guards need that are told by this process itself. */
export interface StandbyOptions {
  readonly hosts: readonly string[]
  readonly shellOf: (host: string, call: { readonly signal?: AbortSignal }) => Promise<ContainerShell>
  /** As whom they run. */
  readonly exec: Pick<ContainerExecOptions, 'user'>
  readonly words: GuardWords
}

/**
 * Guards on other hosts than the one that launches, for when that one may be lost and with it the way to those that
 * came with daemons: each a command of its own, by the connection to its host. One that cannot be begun is nobody's
 * failure.
 */
export class StandbyGuards {
  readonly #options: StandbyOptions
  readonly #lines = new GuardLines()
  readonly #stop = new AbortController()
  #running: Promise<unknown> | null = null

  constructor(options: StandbyOptions) {
    this.#options = options
    // Each guard listens.
    setMaxListeners(0, this.#stop.signal)
  }

  /** Begins them, once; waits for none of them. */
  begin(): void {
    if (this.#stop.signal.aborted) return
    this.#running ??= Promise.all(this.#options.hosts.map((host) => this.#guard(host).catch(() => undefined)))
  }

  /** Tells those that were begun a line. */
  tell(line: string): void {
    this.#lines.tell(line)
  }

  /** Waits until they have gone, and for so many milliseconds at most. */
  async allGone(longest: number): Promise<void> {
    const late = new AbortController()
    void Promise.resolve(this.#running).finally(() => late.abort())
    await pause(longest, late.signal)
  }

  /** Lets them go: nothing is left to be guarded. */
  async close(): Promise<void> {
    this.#lines.tell('done\n')
    await this.allGone(closingTime)
    this.#stop.abort(new Error('the launch is over'))
    await this.allGone(closingTime)
  }

  async #guard(host: string): Promise<void> {
    const { shellOf, exec, words } = this.#options
    const signal = this.#stop.signal
    const shell = await shellOf(host, { signal })
    const stdin = this.#lines.open()
    try {
      await shell.exec(guardCommand(words, host), { ...exec, stdin, signal, maxOutput: 0 })
    } finally {
      this.#lines.close(stdin)
    }
  }
}

/** Milliseconds in which they go. */
const closingTime = 2_000
