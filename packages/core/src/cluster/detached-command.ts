import type { Command, ContainerExecOptions, ExecResult } from '../contract/index.js'
import { startDetached, stopDetached, waitForDetached } from '../detach/detached-on-host.js'
import { HostsError } from '../errors/index.js'
import { failuresOf, onAllHosts, onHosts } from '../fanout/index.js'
import type { ContainerShell } from '../provision/index.js'
import { execEach } from './exec-each.js'
import type { DetachedWaitOptions } from './exec-options.js'
import type { HostResults } from './host-results.js'
import type { OutputAs, OutputEncoding } from './output-encoding.js'

/** Where a detached command runs on each host. */
export type DetachedPlace = (host: string, call: { readonly signal?: AbortSignal }) => Promise<ContainerShell>

/**
 * A command that goes on by itself on each of some hosts, whatever becomes of this process and its connections. Its id finds it again
 * from any process of the same user: `cluster.detached(id)`.
 */
export class DetachedCommand {
  /** By which it is found again. */
  readonly id: string
  /** The hosts that it runs on. */
  readonly hosts: readonly string[]
  readonly #place: DetachedPlace
  readonly #user: Pick<ContainerExecOptions, 'user'>

  constructor(id: string, hosts: readonly string[], place: DetachedPlace, user: Pick<ContainerExecOptions, 'user'>) {
    this.id = id
    this.hosts = hosts
    this.#place = place
    this.#user = user
  }

  /**
   * Starts it on all hosts, or on none: where that fails on some, what was started on the others is stopped, and a `HostsError` names the
   * failures.
   */
  async start(command: Command, options: ContainerExecOptions): Promise<this> {
    const operation = 'start command'
    const outcomes = await onHosts(this.hosts, operation, async (host) =>
      startDetached(await this.#place(host, options), this.id, command, { ...options, ...this.#user }),
    )
    const failures = failuresOf(outcomes)
    if (failures.size === 0) return this
    const stopped = await onHosts(this.hosts, 'stop command', (host) => this.#stop(host, {}))
    for (const [host, error] of failuresOf(stopped)) if (!failures.has(host)) failures.set(host, error)
    throw new HostsError(operation, failures, this.hosts.length)
  }

  /**
   * Waits until it has ended, and gives its results with what it printed: `endedBy: 'abort'` where it was stopped, `lost` where it is gone
   * and left no exit code, as after a reboot. A timeout or an abort ends the waiting alone; that host's result has the error then, and the
   * command goes on. May be called again, also after a lost connection.
   */
  async wait<Encoding extends OutputEncoding = 'utf8'>(
    options: DetachedWaitOptions<Encoding> = {},
  ): Promise<HostResults<OutputAs<Encoding>>> {
    return execEach(this.hosts, `wait for command ${this.id}`, options, async (host, how): Promise<ExecResult> => {
      const { env: _none, ...rest } = how
      return waitForDetached(await this.#place(host, how), this.id, { ...rest, ...this.#user })
    })
  }

  /** Ends its process tree on all hosts, children that left the session included. Rejects with a `HostsError` where something is left, or where it was never started. */
  async stop(options: { readonly signal?: AbortSignal } = {}): Promise<void> {
    await onAllHosts(this.hosts, `stop command ${this.id}`, (host) => this.#stop(host, options))
  }

  async #stop(host: string, options: { readonly signal?: AbortSignal }): Promise<void> {
    await stopDetached(await this.#place(host, options), this.id, { ...options, ...this.#user })
  }
}
