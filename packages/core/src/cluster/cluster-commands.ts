import { randomUUID } from 'node:crypto'
import type { ClusterConfig } from '../config/index.js'
import type { Command, GetFileOptions } from '../contract/index.js'
import { containerVariable } from '../detach/detached-commands.js'
import { listDetached } from '../detach/list-detached.js'
import { HostsError, WrongUseError } from '../errors/index.js'
import { forManyHosts, onHosts } from '../fanout/index.js'
import type { Transferred } from '../files/index.js'
import { getFileOfHosts, putFileOnHosts, putFolderOnHosts, saveFileOfHosts } from './cluster-files.js'
import { DetachedCommand, type DetachedSetting, type DetachedShell } from './detached/detached-command.js'
import { type DetachedCommands, detachedCommands } from './detached/detached-commands.js'
import { callEnvironment } from './exec/call-environment.js'
import { ofCommand } from './exec/command-error.js'
import { execEach, type HostExec } from './exec/exec-each.js'
import type {
  ClusterContainerExecOptions,
  ClusterExecOptions,
  DetachedTargetOptions,
  EachExecOptions,
  ListDetachedOptions,
  StartOptions,
} from './exec/exec-options.js'
import type { HostResults } from './exec/host-results.js'
import { letInputGo } from './exec/hosts-input.js'
import { LiveOutput } from './exec/live-output.js'
import type { OutputAs, OutputEncoding } from './exec/output-encoding.js'
import { hostsTakeTurns } from './exec/per-host/begin-in-turn.js'
import { commandsOf, hostCommands } from './exec/per-host/host-commands.js'
import type { MpiOptions } from './mpi/mpi-options.js'
import type { MpiResult } from './mpi/mpi-result.js'
import { mpirunOn } from './mpi/mpirun.js'
import type { CallTargets, TargetOptions } from './targets/call-targets.js'
import type {
  ClusterFileOptions,
  ClusterPutFileOptions,
  ClusterTransferOptions,
  LocalSource,
} from './targets/file-options.js'
import { reachable } from './targets/unreached.js'

/** The calls by which a cluster object runs commands and copies files on its hosts and in its containers. */
export abstract class ClusterCommands {
  abstract readonly config: ClusterConfig

  /** The hosts that a call means, and the ways to them. Throws `BERTH_STATE` where the hosts cannot be used now. */
  protected abstract targets(operation: string, options: TargetOptions): CallTargets

  /**
   * Runs a command in the container of each host, at once on all, or on `parallel` of them. Every host that was asked
   * has a result; a host that fails does not disturb the others. Hosts that `up` or `attach` went on without are not
   * asked, but where `hosts` names them; they are the `missing` of the results. Rejects with `BERTH_STATE` before `up`
   * or `attach`, with `BERTH_FILE_FAILED` for a file of `stdin` or an `outputDir` that cannot be used, and for no
   * failure of a host.
   */
  async exec<Encoding extends OutputEncoding = 'utf8'>(
    command: Command,
    options: ClusterContainerExecOptions<Encoding> = {},
  ): Promise<HostResults<OutputAs<Encoding>>> {
    return this.execEach(() => command, options)
  }

  /**
   * {@link exec} with a command for each host of its own. `commandOf` is asked once for each host before anything is
   * run; a host for which it gives null is left alone, has no result, and takes no part in the ranks. An error that
   * `commandOf` throws passes through.
   *
   * @example
   * await cluster.execEach((host) => (host === cluster.config.headHost ? './serve' : ['./work', host]))
   */
  async execEach<Encoding extends OutputEncoding = 'utf8'>(
    commandOf: (host: string) => Command | null,
    options: EachExecOptions<Encoding> = {},
  ): Promise<HostResults<OutputAs<Encoding>>> {
    try {
      return await this.#execEach(commandOf, options)
    } catch (error) {
      if (options.stdin !== undefined) letInputGo(options.stdin)
      throw error
    }
  }

  async #execEach<Encoding extends OutputEncoding>(
    commandOf: (host: string) => Command | null,
    { on, ...options }: EachExecOptions<Encoding>,
  ): Promise<HostResults<OutputAs<Encoding>>> {
    const asked = this.targets(on === 'host' ? 'exec on host' : 'exec', { ...options, ...(on && { on }) })
    if (on === 'host') refuseContainerOptions(options)
    // Wrong use is told before any host is connected to.
    const given = { ...options, env: callEnvironment(this.config.envVars, options.env) }
    const askedCommands = commandsOf(asked.hosts, commandOf)
    hostsTakeTurns(options, askedCommands.size)
    const targets = await reachable({ ...asked, hosts: [...askedCommands.keys()] }, options)
    const { containerOf, connect, missing, leftOut } = targets
    const commands = hostCommands(askedCommands, missing, options, this.config)
    if (containerOf === null) {
      return execEach(commands.hosts, 'run command on host', given, async (host, how) => {
        const connection = await connect(host, how)
        const { command, publicEnv } = commands.of(host)
        return connection.exec(command, { ...how, publicEnv })
      })
    }
    const { user, workingDirectory } = options
    const place = { ...(user !== undefined && { user }), ...(workingDirectory !== undefined && { workingDirectory }) }
    const run: HostExec = async (host, how) => {
      const shell = await containerOf(host, how)
      const { command, publicEnv } = commands.of(host)
      return shell.exec(command, { ...how, ...place, publicEnv })
    }
    return execEach(commands.hosts, 'run command', given, run, ofCommand, leftOut)
  }

  /**
   * {@link exec} with its output piece by piece, as it comes. Starts at once. Throws as `exec` rejects; a failure of
   * the call itself ends the loop with that error.
   */
  stream(
    command: Command,
    { signal, ...options }: Omit<ClusterContainerExecOptions, 'onOutput' | 'encoding'> = {},
  ): LiveOutput {
    return new LiveOutput((onOutput, either) => this.exec(command, { ...options, onOutput, signal: either }), signal)
  }

  /**
   * Runs a command on each host's operating system, whatever the containers do. As {@link exec} otherwise; allowed in
   * every state.
   */
  async execOnHost<Encoding extends OutputEncoding = 'utf8'>(
    command: Command,
    options: ClusterExecOptions<Encoding> = {},
  ): Promise<HostResults<OutputAs<Encoding>>> {
    return this.execEach(() => command, { ...options, on: 'host' })
  }

  /**
   * Runs one program with many ranks over the containers, by the launcher of MPI that the image has: `mpirun` of Open
   * MPI, or MPICH's Hydra. The launcher runs in the head's container, and its daemons in the others are started through
   * Berth's own sshd, or by this process with no sshd and no key (`launch`). Resolves once all has ended on every host,
   * however it ended. Rejects with `BERTH_MPI_UNUSABLE` where there is no launcher, with `BERTH_STATE` before `up` or
   * `attach`, as `exec` of the head's container does where the launcher did not start, with a `HostsError` where hosts
   * of the call are left out, and with `TypeError` for wrong use. An abort, the timeout and the end of this process end
   * every rank on every host.
   *
   * @example
   * const result = await cluster.mpirun({ command: ['./all_reduce_perf', '-b', '8'], ranksPerHost: 8 })
   * result.throwIfFailed() // names the rank that failed first, and its host
   */
  async mpirun(options: MpiOptions): Promise<MpiResult> {
    const { hosts, workingDirectory, user } = options
    const targets = this.targets('mpirun', hosts === undefined ? {} : { hosts })
    if (targets.containerOf === null)
      refuseContainerOptions({
        ...(user !== undefined && { user }),
        ...(workingDirectory !== undefined && { workingDirectory }),
      })
    return mpirunOn(targets, this.config, options)
  }

  /**
   * Starts a command on each host that outlives this process, and resolves once the command runs on all hosts. Rejects
   * with a `HostsError` where the command could not be started; then it was stopped and removed everywhere. Where the
   * command could not be stopped and removed, as after a connection that was lost for good (`BERTH_CONNECTION_LOST`),
   * the command may run all the same; {@link listDetached} tells.
   * Hosts that `attach` went on without have no part in it: the `hosts` of the command are the others, and only where
   * there are none is it an error.
   *
   * @example
   * const { id } = await cluster.start('./burn-in.sh')
   * // later, from any process of the same user:
   * const results = await cluster.detached(id).wait()
   */
  async start(command: Command, options: StartOptions = {}): Promise<DetachedCommand> {
    return this.startEach(() => command, options)
  }

  /**
   * {@link start} with a command for each host of its own, which are one detached command by its id. A host for which
   * `commandOf` gives null is left alone, as {@link execEach} does.
   */
  async startEach(
    commandOf: (host: string) => Command | null,
    { env, signal, workingDirectory, template, ...where }: StartOptions = {},
  ): Promise<DetachedCommand> {
    const { shellOf, setting, hosts, missing } = this.#detachedShells('start command', where)
    const environment = callEnvironment(this.config.envVars, env)
    const asked = commandsOf(hosts, commandOf)
    const commands = hostCommands(asked, missing, { ...(template && { template }) }, this.config)
    const there = commands.hosts.filter((host) => !missing.has(host))
    if (there.length === 0 && asked.size > 0) {
      const failures = new Map([...missing].filter(([host]) => asked.has(host)))
      throw new HostsError('start command', failures, asked.size)
    }
    const detached = new DetachedCommand(randomUUID(), there, shellOf, setting)
    return detached.start(commands.of, environment, {
      ...(signal && { signal }),
      ...(workingDirectory !== undefined && { workingDirectory }),
    })
  }

  /**
   * A command that {@link start} started, by its id, with the `hosts`, `on` and `user` of that call. Asks no host.
   * Throws `BERTH_CONFIG_INVALID` for a text that is no id.
   */
  detached(id: string, where: DetachedTargetOptions = {}): DetachedCommand {
    const { hosts, shellOf, setting } = this.#detachedShells('detached command', where)
    return new DetachedCommand(id, hosts, shellOf, setting)
  }

  /**
   * All detached commands of this user that are kept on each host, by whatever cluster object they were started, with
   * their states: those in containers, or with `on: 'host'` those on the hosts themselves. Every host that was asked
   * has an entry; a host that cannot be asked has its error there, an abort or a lost connection too. Changes nothing.
   *
   * @example
   * for (const [host, { commands, error }] of await cluster.listDetached())
   *   for (const { id, state } of commands ?? []) console.log(host, id, state.state)
   */
  async listDetached({ signal, ...where }: ListDetachedOptions = {}): Promise<DetachedCommands> {
    const { hosts, shellOf, setting } = this.#detachedShells('list detached commands', where)
    const call = forManyHosts(signal ? { signal } : {})
    const outcomes = await onHosts(hosts, 'list detached commands', async (host) =>
      listDetached(await shellOf(host, call), { ...call, ...setting }),
    )
    return detachedCommands(outcomes)
  }

  /**
   * Writes the same file in the container of each host, or on the hosts: whole or not at all. A file of this machine is
   * sent as {@link putDirectory} sends the files of a folder, and keeps its permission bits unless `mode` says
   * otherwise; text and bytes get 0o600. Rejects with a `HostsError` of `BERTH_FILE_FAILED`, `BERTH_CONNECTION_LOST` or
   * `BERTH_ABORTED`; hosts that are not in the error have the file. A host whose connection was lost (retryable) has
   * the old content or the new, and putting the file again does no harm.
   */
  async putFile(
    path: string,
    content: string | Uint8Array | LocalSource,
    options: ClusterPutFileOptions = {},
  ): Promise<ReadonlyMap<string, Transferred>> {
    return putFileOnHosts(this.targets('write file', options), path, content, forManyHosts(options))
  }

  /**
   * Makes a folder of each host, in its container or on the host, have what a folder of this machine has. A file that
   * is there by its hash is not sent again; nothing is changed before all new files have arrived and are known by their
   * hashes; then each file is replaced at once. Permission bits and symbolic links are kept, owners are not. Everything
   * else in the folder there stays.
   *
   * Rejects with a `HostsError`: of `BERTH_FILE_FAILED` or `BERTH_ABORTED`, after which what had arrived is removed, or
   * of `BERTH_CONNECTION_LOST`, after which the next call goes on from where this call ended. Hosts that are not in the
   * error have the whole folder.
   *
   * @example
   * await cluster.putDirectory('/opt/suite', './suite')
   */
  async putDirectory(
    path: string,
    folder: string,
    options: ClusterTransferOptions = {},
  ): Promise<ReadonlyMap<string, Transferred>> {
    return putFolderOnHosts(this.targets('write folder', options), path, folder, forManyHosts(options))
  }

  /**
   * Reads a file of the container of each host, or of the hosts, into memory: whole, checked by its size and hash;
   * changes nothing. Rejects with the codes of {@link putFile}.
   */
  async getFile(
    path: string,
    options: ClusterFileOptions & GetFileOptions = {},
  ): Promise<ReadonlyMap<string, Uint8Array>> {
    return getFileOfHosts(this.targets('read file', options), path, forManyHosts(options))
  }

  /**
   * Copies a file of each host, in its container or on the host, to `folder/HOST/NAME` on this machine: whole, checked
   * by its size and hash, or not at all. Resolves with those paths. Rejects with the codes of {@link putFile}; the
   * files of hosts that are not in the error are there.
   */
  async saveFile(
    path: string,
    folder: string,
    options: ClusterTransferOptions = {},
  ): Promise<ReadonlyMap<string, string>> {
    return saveFileOfHosts(this.targets('read file', options), path, folder, forManyHosts(options))
  }

  #detachedShells(
    operation: string,
    { user, ...where }: DetachedTargetOptions,
  ): Pick<CallTargets, 'hosts' | 'missing'> & { shellOf: DetachedShell; setting: DetachedSetting } {
    const { hosts, missing, containerOf, connect } = this.targets(operation, where)
    if (where.on === 'host' && user !== undefined) refuseContainerOptions({ user })
    if (containerOf === null) return { hosts, missing, shellOf: connect, setting: {} }
    const env = { [containerVariable]: this.config.container?.name ?? '' }
    return { hosts, missing, shellOf: containerOf, setting: { ...(user !== undefined && { user }), env } }
  }
}

/** Throws `TypeError` for options of a command in containers, where the hosts themselves are meant. */
function refuseContainerOptions(options: Pick<ClusterContainerExecOptions, 'user' | 'workingDirectory'>): void {
  for (const option of ['user', 'workingDirectory'] as const) {
    if (options[option] !== undefined)
      throw new WrongUseError(`${option} is of commands in containers: a command on a host runs as the login user`)
  }
}
