import type { CommandEnvironment, ContainerExecOptions, ContainerShell } from '../../contract/index.js'
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
import type { HostCommand } from '../exec/per-host/host-commands.js'

/** The user and the environment with which the programs for a detached command run. */
export type DetachedSetting = Pick<ContainerExecOptions, 'user' | 'env'>

/** Where a detached command runs on each host. */
export type DetachedShell = (host: string, call: { readonly signal?: AbortSignal }) => Promise<ContainerShell>

/**
 * A command that goes on by itself on each of some hosts, whatever becomes of this process and its connections. The id
 * finds the command again from any process of the same user: `cluster.detached(id)`. The output of the command, and how
 * it ended, are kept on its hosts until {@link forget}.
 */
export class DetachedCommand {
  /** The id by which the command is found again. */
  readonly id: string
  /** The hosts that the command runs on. */
  readonly hosts: readonly string[]
  readonly #shellOf: DetachedShell
  readonly #setting: DetachedSetting

  /** Throws `BERTH_CONFIG_INVALID` for a text that is no id. */
  constructor(id: string, hosts: readonly string[], shellOf: DetachedShell, setting: DetachedSetting) {
    assertId(id)
    this.id = id
    this.hosts = hosts
    this.#shellOf = shellOf
    this.#setting = setting
  }

  /**
   * Starts the command of each host on all hosts, or on none: where the start fails on some, the command is stopped and
   * removed on all, and a `HostsError` names the failures. On a host whose connection was lost and not made again, the
   * command may run all the same.
   */
  async start(
    commandOf: (host: string) => HostCommand,
    environment: CommandEnvironment,
    given: Pick<ContainerExecOptions, 'signal' | 'workingDirectory'>,
  ): Promise<this> {
    const options = forManyHosts(given)
    const operation = 'start command'
    const outcomes = await onHosts(this.hosts, operation, async (host) => {
      const shell = await this.#shellOf(host, options)
      const { command, publicEnv } = commandOf(host)
      await startDetached(shell, this.id, command, environment, { ...options, ...this.#setting, publicEnv })
    })
    const failures = failuresOf(outcomes)
    if (failures.size === 0) return this
    // Nobody will ever have the id of this command.
    const undone = await onHosts(this.hosts, 'stop command', async (host) => {
      await this.#stop(host, {})
      await this.#forget(host, {})
    })
    for (const [host, error] of failuresOf(undone)) if (!failures.has(host)) failures.set(host, error)
    throw new HostsError(operation, failures, this.hosts.length)
  }

  /**
   * Follows the command to its end: `onOutput` and `outputDir` get the output as it comes, from its beginning, and the
   * results say how the command ended: `endedBy: 'abort'` where it was stopped, `lost` where it is gone and left no
   * exit code, as after a reboot. A timeout or an abort ends the waiting alone; that host's result has the error then,
   * and the command goes on. May be called again, also at the same time, after a lost connection, and when the command
   * has ended: the output then comes once more.
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
   * Ends the command's process tree on all hosts, children that left the session included. Rejects with a `HostsError`
   * where a process is left, or where the command was never started; or of `BERTH_CONNECTION_LOST` (retryable): then
   * the command may be stopped or not, and is stopped again without harm.
   */
  async stop(options: { readonly signal?: AbortSignal } = {}): Promise<void> {
    const call = forManyHosts(options)
    await onAllHosts(this.hosts, `stop command ${this.id}`, (host) => this.#stop(host, call))
  }

  /**
   * Removes what is kept of the command on its hosts: the output and how the command ended. The command cannot be
   * waited for any more then. Nothing else ever removes what is kept. A host where nothing is kept any more is no
   * failure. Rejects with a `HostsError` of `BERTH_COMMAND_FAILED` where the command runs, or a process that it started
   * does: there nothing was removed. An abort or a lost connection may leave a part, which can be removed again.
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
