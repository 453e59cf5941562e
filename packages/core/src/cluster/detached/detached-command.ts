import type { Command, ContainerExecOptions, ContainerShell } from '../../contract/index.js'
import { forgetDetached, startDetached, stopDetached } from '../../detach/detached-on-host.js'
import { waitForDetached } from '../../detach/wait-for-detached.js'
import { BerthError, HostsError } from '../../errors/index.js'
import { failuresOf, forManyHosts, onAllHosts, onHosts } from '../../fanout/index.js'
import { ofDetachedCommand } from '../exec/command-error.js'
import { execEach, type HostExec } from '../exec/exec-each.js'
import type { DetachedWaitOptions } from '../exec/exec-options.js'
import type { HostResults } from '../exec/host-results.js'
import { LiveOutput } from '../exec/live-output.js'
import type { OutputAs, OutputEncoding } from '../exec/output-encoding.js'

/** As whom its programs run there, and with what environment. */
export type DetachedSetting = Pick<ContainerExecOptions, 'user' | 'env'>

/** Where a detached command runs on each host. */
export type DetachedShell = (host: string, call: { readonly signal?: AbortSignal }) => Promise<ContainerShell>

/**
 * A command that goes on by itself on each of some hosts, whatever becomes of this process and its connections. Its id
 * finds it again from any process of the same user: `cluster.detached(id)`. What it printed and how it ended is kept on
 * its hosts until {@link forget}.
 */
export class DetachedCommand {
  /** By which it is found again. */
  readonly id: string
  /** The hosts that it runs on. */
  readonly hosts: readonly string[]
  readonly #shellOf: DetachedShell
  readonly #setting: DetachedSetting

  /** Throws `BERTH_CONFIG_INVALID` for what is no id. */
  constructor(id: string, hosts: readonly string[], shellOf: DetachedShell, setting: DetachedSetting) {
    assertId(id)
    this.id = id
    this.hosts = hosts
    this.#shellOf = shellOf
    this.#setting = setting
  }

  /**
   * Starts it on all hosts, or on none: where that fails on some, it is stopped and removed on all, and a `HostsError`
   * names the failures. On a host whose connection was lost and not made again, it may run all the same.
   */
  async start(command: Command, given: ContainerExecOptions): Promise<this> {
    const options = forManyHosts(given)
    const operation = 'start command'
    const outcomes = await onHosts(this.hosts, operation, async (host) =>
      startDetached(await this.#shellOf(host, options), this.id, command, {
        ...options,
        ...this.#setting,
        env: { ...options.env, ...this.#setting.env },
      }),
    )
    const failures = failuresOf(outcomes)
    if (failures.size === 0) return this
    // Nobody will ever have its id.
    const undone = await onHosts(this.hosts, 'stop command', async (host) => {
      await this.#stop(host, {})
      await this.#forget(host, {})
    })
    for (const [host, error] of failuresOf(undone)) if (!failures.has(host)) failures.set(host, error)
    throw new HostsError(operation, failures, this.hosts.length)
  }

  /**
   * Follows it to its end: `onOutput` and `outputDir` get what it prints as it comes, from its beginning, and the
   * results say how it ended: `endedBy: 'abort'` where it was stopped, `lost` where it is gone and left no exit code,
   * as after a reboot. A timeout or an abort ends the waiting alone; that host's result has the error then, and the
   * command goes on. May be called again, also at the same time, after a lost connection, and when it has ended: its
   * output then comes once more.
   */
  async wait<Encoding extends OutputEncoding = 'utf8'>(
    options: DetachedWaitOptions<Encoding> = {},
  ): Promise<HostResults<OutputAs<Encoding>>> {
    const follow: HostExec = async (host, how) =>
      waitForDetached(await this.#shellOf(host, how), this.id, { ...how, ...this.#setting })
    return execEach(this.hosts, `wait for command ${this.id}`, options, follow, ofDetachedCommand)
  }

  /**
   * {@link wait} with the output piece by piece, as it comes. Starts at once. Leaving the loop early ends the waiting;
   * the command goes on.
   *
   * @example
   * const live = cluster.detached(id).stream()
   * for await (const { host, text } of live) console.log(host, text)
   * const results = await live.results
   */
  stream({ signal, ...options }: Omit<DetachedWaitOptions, 'onOutput' | 'encoding'> = {}): LiveOutput {
    return new LiveOutput((onOutput, either) => this.wait({ ...options, onOutput, signal: either }), signal)
  }

  /**
   * Ends its process tree on all hosts, children that left the session included. Rejects with a `HostsError` where
   * something is left, or where it was never started; or of `BERTH_CONNECTION_LOST` (retryable): then it may be stopped
   * or not, and is stopped again without harm.
   */
  async stop(options: { readonly signal?: AbortSignal } = {}): Promise<void> {
    const call = forManyHosts(options)
    await onAllHosts(this.hosts, `stop command ${this.id}`, (host) => this.#stop(host, call))
  }

  /**
   * Removes what is kept of it on its hosts: its output and how it ended. It cannot be waited for any more then.
   * Nothing else ever removes that. Where it is not there any more, that is fine. Rejects with a `HostsError` of
   * `BERTH_COMMAND_FAILED` where it runs, or something that it started does: there nothing was removed. An abort or a
   * lost connection may leave a part, which can be removed again.
   */
  async forget(options: { readonly signal?: AbortSignal } = {}): Promise<void> {
    const call = forManyHosts(options)
    await onAllHosts(this.hosts, `forget command ${this.id}`, (host) => this.#forget(host, call))
  }

  async #stop(host: string, options: { readonly signal?: AbortSignal }): Promise<void> {
    await stopDetached(await this.#shellOf(host, options), this.id, { ...options, ...this.#setting })
  }

  async #forget(host: string, options: { readonly signal?: AbortSignal }): Promise<void> {
    await forgetDetached(await this.#shellOf(host, options), this.id, { ...options, ...this.#setting })
  }
}

/** An id is a name in the hosts' file systems, and may come from a command line. */
function assertId(id: string): void {
  if (/^\w[\w.-]*$/.test(id)) return
  throw new BerthError({
    code: 'BERTH_CONFIG_INVALID',
    operation: 'detached command',
    message: `${JSON.stringify(id)} is no id`,
    remedy: 'Give an id as start() gave it; listDetached() tells those that there are.',
  })
}
