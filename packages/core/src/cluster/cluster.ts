import { randomUUID } from 'node:crypto'
import type { ClusterConfig } from '../config/index.js'
import type { Command, HostConnection, PutFileOptions, Transport } from '../contract/index.js'
import { listDetached } from '../detach/list-detached.js'
import { onHosts } from '../fanout/index.js'
import type { Transferred } from '../files/index.js'
import type { ClusterState } from '../lifetime/machine.js'
import type { CallOptions } from '../lifetime/observe/host-access.js'
import type { Run } from '../lifetime/owners/run.js'
import { newRun } from '../lifetime/owners/this-process.js'
import type { Intent, Plan } from '../lifetime/plan/plan.js'
import type { PlanOptions } from '../lifetime/plan/plan-input.js'
import { type FilePlaces, getFileOfHosts, putFileOnHosts, putFolderOnHosts, saveFileOfHosts } from './cluster-files.js'
import type { ClusterOptions, DownOptions, UpOptions } from './cluster-options.js'
import { ContainerSet } from './container-set.js'
import { DetachedCommand, type DetachedPlace } from './detached-command.js'
import { type DetachedCommands, detachedCommands } from './detached-commands.js'
import { execEach, type HostExec } from './exec-each.js'
import type {
  ClusterContainerExecOptions,
  ClusterExecOptions,
  ClusterFileOptions,
  ClusterTransferOptions,
  DetachedPlaceOptions,
  ListDetachedOptions,
  LocalSource,
  StartOptions,
} from './exec-options.js'
import type { HostResults } from './host-results.js'
import { LiveOutput } from './live-output.js'
import type { OutputAs, OutputEncoding } from './output-encoding.js'
import { pickRuntime } from './pick-runtime.js'
import { pickHosts, selectHosts } from './select-hosts.js'
import { type ClusterStatus, statusOf } from './status.js'
import { ClusterWork, closedError } from './work.js'

/**
 * One cluster: its hosts, and the one container on each of them, under the lifetime policy of its config.
 *
 * With `orchestrator: baremetal` there are no containers: `up`, `attach` and `down` do nothing and `exec` runs on the hosts, so that the same
 * code serves both.
 *
 * @example
 * const cluster = new Cluster({ config, transport, runtimes: { docker: dockerRuntime() } })
 * try {
 *   await cluster.up()
 *   const results = await cluster.exec('hostname', { timeout: '1m' })
 *   results.throwIfFailed()
 * } finally {
 *   await cluster.down()
 *   await cluster.close()
 * }
 */
export class Cluster implements AsyncDisposable {
  readonly config: ClusterConfig
  /** The run that this object works for. */
  readonly run: Run
  /** The hosts that it works on, in the order of the cluster file. */
  readonly hosts: readonly string[]
  readonly #transport: Transport
  readonly #set: ContainerSet | null
  readonly #work: ClusterWork
  #closed = false

  /** Throws `ConfigError` or `BERTH_RUNTIME_UNKNOWN`; opens nothing. */
  constructor({
    config,
    transport,
    runtimes,
    run,
    handedOver = () => false,
    hosts,
    onEvent = () => undefined,
  }: ClusterOptions) {
    this.config = config
    this.run = run ?? newRun()
    this.#transport = transport
    this.hosts = selectHosts(config, hosts)
    this.#work = new ClusterWork(onEvent)
    const { container } = config
    if (config.orchestrator === 'baremetal' || container === null) this.#set = null
    else {
      const runtime = pickRuntime(container, runtimes)
      const connect: (host: string, options: { signal?: AbortSignal }) => Promise<HostConnection> = (host, options) =>
        this.#connect(host, options)
      const access = { hosts: [...this.hosts].sort(), container, runtime, connect }
      this.#set = new ContainerSet({
        config,
        access,
        run: this.run,
        adopted: run !== undefined,
        handedOver,
        emit: onEvent,
        work: this.#work,
      })
    }
  }

  /** Where the object is in its life. */
  get state(): ClusterState {
    return this.#work.state
  }

  /** The id of every host's container; empty until `up` or `attach` succeeded. */
  get containers(): ReadonlyMap<string, string> {
    return new Map([...(this.#set?.containers ?? [])].map(([host, { id }]) => [host, id]))
  }

  /**
   * Observes all hosts and says what `up`, `attach` or `down` would do. Changes nothing. A refusal is in the plan, not thrown.
   * Null for a baremetal cluster. Rejects with `BERTH_STATE` while another call is at work.
   */
  async plan(
    intent: Intent = 'up',
    options: PlanOptions & { readonly signal?: AbortSignal } = {},
  ): Promise<Plan | null> {
    this.#assertOpen('plan')
    const set = this.#set
    if (set === null) return null
    const { signal, ...planOptions } = options
    const look = async (call: CallOptions): Promise<Plan> => (await set.look(intent, planOptions, call)).plan
    return this.#work.looking('plan', signal ? { signal } : {}, look)
  }

  /**
   * Verifies, attaches or launches: the policy decides. After it, every host has its container running, provisioned, and with sshd
   * where it is wanted. Resolves with the plan that was carried out; null for a baremetal cluster.
   *
   * Rejects with a `RefusalError` if the policy refuses: then nothing was changed. Rejects with a `HostsError` if a step failed on some
   * host: then what this call created was removed again, unless `keepFailed`; a `CompensationError` tells where that failed. An abort is a
   * failure like any other.
   */
  async up({ signal, keepFailed = false, ...options }: UpOptions = {}): Promise<Plan | null> {
    this.#assertOpen('up')
    const set = this.#set
    if (set === null) return null
    return this.#work.through('up', signal ? { signal } : {}, (call) => set.up({ ...options, keepFailed }, call))
  }

  /**
   * Finds what runs on every host and uses it; never launches, restarts, provisions or removes. Rejects with a `RefusalError` where there
   * is nothing to attach to, or hosts disagree.
   */
  async attach(options: { readonly signal?: AbortSignal } = {}): Promise<Plan | null> {
    this.#assertOpen('attach')
    const set = this.#set
    if (set === null) return null
    return this.#work.through('attach', options, (call) => set.attach(call))
  }

  /**
   * Runs a command in the container of each host, at once on all. Every host that was asked has a result; one that fails does not disturb the
   * others. Rejects with `BERTH_STATE` before `up` or `attach`, and for no failure of a host.
   */
  async exec<Encoding extends OutputEncoding = 'utf8'>(
    command: Command,
    options: ClusterContainerExecOptions<Encoding> = {},
  ): Promise<HostResults<OutputAs<Encoding>>> {
    const set = this.#set
    if (set === null) return this.execOnHost(command, options)
    this.#assertUsable('exec')
    const { user, workingDirectory } = options
    return this.#execEach('run command', options, async (host, execOptions) =>
      (await set.shell(host, execOptions)).exec(command, {
        ...execOptions,
        ...(user !== undefined && { user }),
        ...(workingDirectory !== undefined && { workingDirectory }),
      }),
    )
  }

  /**
   * {@link Cluster.exec} with its output piece by piece, as it comes. Starts at once. Throws as `exec` rejects; a failure of the call
   * itself ends the loop with it.
   */
  stream(
    command: Command,
    { signal, ...options }: Omit<ClusterContainerExecOptions, 'onOutput' | 'encoding'> = {},
  ): LiveOutput {
    return new LiveOutput((onOutput, either) => this.exec(command, { ...options, onOutput, signal: either }), signal)
  }

  /**
   * Starts a command on each host that outlives this process, and resolves once it runs on all of them. Rejects with a `HostsError` where
   * it could not be started; then it runs nowhere.
   *
   * @example
   * const { id } = await cluster.start('./burn-in.sh')
   * // later, from any process of the same user:
   * const results = await cluster.detached(id).wait()
   */
  async start(
    command: Command,
    { env, signal, workingDirectory, ...where }: StartOptions = {},
  ): Promise<DetachedCommand> {
    const detached = this.detached(randomUUID(), where)
    return detached.start(command, {
      env: { ...this.config.envVars, ...env },
      ...(signal && { signal }),
      ...(workingDirectory !== undefined && { workingDirectory }),
    })
  }

  /**
   * A command that {@link Cluster.start} started, by its id, with the `hosts`, `on` and `user` of that call. Asks no host. Throws
   * `BERTH_CONFIG_INVALID` for what is no id.
   */
  detached(id: string, where: DetachedPlaceOptions = {}): DetachedCommand {
    const { hosts, place, user } = this.#detachedPlace('detached command', where)
    return new DetachedCommand(id, hosts, place, user)
  }

  /**
   * All detached commands of this user that are kept on each host, by whatever cluster object they were started, with their states: those in
   * containers, or with `on: 'host'` those on the hosts themselves. Every host that was asked has an entry; what cannot be asked has its error
   * there, an abort too. Changes nothing.
   *
   * @example
   * for (const [host, { commands, error }] of await cluster.listDetached())
   *   for (const { id, state } of commands ?? []) console.log(host, id, state.state)
   */
  async listDetached({ signal, ...where }: ListDetachedOptions = {}): Promise<DetachedCommands> {
    const { hosts, place, user } = this.#detachedPlace('list detached commands', where)
    const call = signal ? { signal } : {}
    const outcomes = await onHosts(hosts, 'list detached commands', async (host) =>
      listDetached(await place(host, call), { ...call, ...user }),
    )
    return detachedCommands(outcomes)
  }

  /** Runs a command on each host's operating system, whatever the containers do. As {@link Cluster.exec} otherwise; allowed in every state. */
  async execOnHost<Encoding extends OutputEncoding = 'utf8'>(
    command: Command,
    options: ClusterExecOptions<Encoding> = {},
  ): Promise<HostResults<OutputAs<Encoding>>> {
    this.#assertOpen('exec on host')
    return this.#execEach('run command on host', options, async (host, execOptions) =>
      (await this.#connect(host, execOptions)).exec(command, execOptions),
    )
  }

  /**
   * Writes the same file in the container of each host, or on the hosts: whole or not at all. A file of this machine is sent as
   * {@link Cluster.putDirectory} sends those of a folder, and keeps its permission bits unless `mode` says otherwise; text and bytes get 0o600.
   * Rejects with a `HostsError` of `BERTH_FILE_FAILED`, `BERTH_CONNECTION_LOST` or `BERTH_ABORTED`; hosts that are not in it have the file.
   */
  async putFile(
    path: string,
    content: string | Uint8Array | LocalSource,
    options: ClusterTransferOptions & PutFileOptions = {},
  ): Promise<ReadonlyMap<string, Transferred>> {
    return putFileOnHosts(this.#places('write file', options), path, content, options)
  }

  /**
   * Makes a folder of each host, in its container or on the host, have what a folder of this machine has. What is there by its hash is not sent
   * again; nothing is changed before all that is new has arrived and is known by its hash; then each file is replaced at once. Permission bits and
   * symbolic links are kept, owners are not. What else the folder there has stays.
   *
   * Rejects with a `HostsError`: of `BERTH_FILE_FAILED` or `BERTH_ABORTED`, after which what had arrived is removed, or of
   * `BERTH_CONNECTION_LOST`, after which the next call goes on from where it was. Hosts that are not in it have all of it.
   *
   * @example
   * await cluster.putDirectory('/opt/suite', './suite')
   */
  async putDirectory(
    path: string,
    folder: string,
    options: ClusterTransferOptions = {},
  ): Promise<ReadonlyMap<string, Transferred>> {
    return putFolderOnHosts(this.#places('write folder', options), path, folder, options)
  }

  /** Reads a file of the container of each host, or of the hosts, into memory. Rejects as {@link Cluster.putFile} does. */
  async getFile(path: string, options: ClusterFileOptions = {}): Promise<ReadonlyMap<string, Uint8Array>> {
    return getFileOfHosts(this.#places('read file', options), path, options)
  }

  /**
   * Copies a file of each host, in its container or on the host, to `folder/HOST/NAME` on this machine: whole, checked by its hash, or not at
   * all. Resolves with those paths. Rejects as {@link Cluster.putFile} does; the files of hosts that are not in the error are there.
   */
  async saveFile(
    path: string,
    folder: string,
    options: ClusterTransferOptions = {},
  ): Promise<ReadonlyMap<string, string>> {
    return saveFileOfHosts(this.#places('read file', options), path, folder, options)
  }

  /**
   * Makes sure that an sshd of Berth's own listens in every container, and that containers can ssh to each other without a prompt. Starts
   * only what is missing. `up` does it where the config wants it. Rejects with `BERTH_SSHD_FAILED` or `BERTH_SSHD_PORT_TAKEN`.
   */
  async ensureSshd({ signal }: { readonly signal?: AbortSignal } = {}): Promise<void> {
    this.#assertUsable('ensure sshd')
    await this.#set?.ensureSshd(this.#set.containers, signal ? { signal } : {})
  }

  /** What every host has now. Changes nothing; hosts that cannot be asked are `unknown`, not an error. */
  async status(options: { readonly signal?: AbortSignal } = {}): Promise<ClusterStatus> {
    this.#assertOpen('status')
    const set = this.#set
    if (set === null) return new Map()
    return this.#work.looking('status', options, async (call) => {
      const { plan, observed } = await set.look('up', {}, call)
      return statusOf(plan, observed)
    })
  }

  /**
   * Removes what the policy says: under `per_run` what this run created; under `persistent` nothing but with `destroy`; under `no_launch`
   * nothing. Rejects with one `HostsError` for every host where a removal failed, or that could not be looked at although this run may have
   * made something there.
   */
  async down({ signal, ...options }: DownOptions = {}): Promise<Plan | null> {
    this.#assertOpen('down')
    const set = this.#set
    if (set === null) return null
    return this.#work.through('down', signal ? { signal } : {}, (call) => set.down(options, call))
  }

  /**
   * Closes all connections, which ends the commands that run on them. Removes nothing; but a `down` that is at work is waited for, and an `up` fails as
   * by an abort: what it made is removed before the connections go. Idempotent.
   */
  async close(): Promise<void> {
    this.#closed = true
    await this.#work.end()
    await this.#transport.close()
  }

  /** `down()` by the policy, then `close()`. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#closed) return
    try {
      await this.down()
    } finally {
      await this.close()
    }
  }

  #places(operation: string, { hosts = 'all', on = 'container' }: ClusterFileOptions): FilePlaces {
    const set = this.#set
    const inContainers = set !== null && on === 'container'
    if (inContainers) this.#assertUsable(operation)
    else this.#assertOpen(operation)
    return {
      hosts: pickHosts(hosts, this.hosts, this.config),
      containerOf: inContainers ? (host, call) => set.shell(host, call) : null,
      connect: (host, call) => this.#connect(host, call),
    }
  }

  #execEach<Encoding extends OutputEncoding>(
    operation: string,
    options: ClusterExecOptions<Encoding>,
    run: HostExec,
  ): Promise<HostResults<OutputAs<Encoding>>> {
    const hosts = pickHosts(options.hosts ?? 'all', this.hosts, this.config)
    return execEach(hosts, operation, { ...options, env: { ...this.config.envVars, ...options.env } }, run)
  }

  #detachedPlace(
    operation: string,
    { user, ...where }: DetachedPlaceOptions,
  ): { hosts: readonly string[]; place: DetachedPlace; user: { readonly user?: string } } {
    const { hosts, containerOf, connect } = this.#places(operation, where)
    const ofContainer = containerOf !== null && user !== undefined
    return { hosts, place: containerOf ?? connect, user: ofContainer ? { user } : {} }
  }

  #connect(host: string, { signal }: { readonly signal?: AbortSignal }): Promise<HostConnection> {
    return this.#transport.connect(host, signal ? { signal } : {})
  }

  #assertUsable(operation: string): void {
    this.#assertOpen(operation)
    if (this.#set !== null) this.#work.assertReady()
  }

  #assertOpen(operation: string): void {
    if (this.#closed) throw closedError(operation)
  }
}
