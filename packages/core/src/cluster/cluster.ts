import { assertArgsSchemas } from '../config/check/assert-args-schemas.js'
import { type ClusterConfig, wantsSshd } from '../config/index.js'
import type { HostConnection, Transport } from '../contract/index.js'
import { type BerthError, WrongUseError } from '../errors/index.js'
import { forManyHosts } from '../fanout/index.js'
import type { ClusterState } from '../lifetime/cluster-state.js'
import { harmlessly } from '../lifetime/events.js'
import type { PulledImages } from '../lifetime/execute/images/pull-images.js'
import type { SavedImage } from '../lifetime/execute/images/save-image.js'
import type { CallOptions } from '../lifetime/observe/host-access.js'
import { KnownWays, type WaysToHosts } from '../lifetime/observe/known-ways.js'
import type { Run } from '../lifetime/owners/run.js'
import { newRun } from '../lifetime/owners/this-process.js'
import type { Intent, Plan } from '../lifetime/plan/plan.js'
import type { PlanOptions } from '../lifetime/plan/plan-input.js'
import { ClusterCommands } from './cluster-commands.js'
import type {
  AttachOptions,
  ClusterOptions,
  DownOptions,
  PullOptions,
  SaveOptions,
  UpOptions,
} from './cluster-options.js'
import { ContainerSet } from './containers/container-set.js'
import { closedError, ExclusiveCalls } from './exclusive-calls.js'
import { pickRuntime } from './pick-runtime.js'
import { type ClusterStatus, statusOf } from './status.js'
import type { CallTargets, TargetOptions } from './targets/call-targets.js'
import { pickHosts, selectHosts } from './targets/select-hosts.js'
import { unreached, withoutMissing, withoutUnreached } from './targets/unreached.js'

/**
 * One cluster: its hosts, and the one container on each of them, under the lifetime policy of its config.
 *
 * With `orchestrator: baremetal` there are no containers: `up`, `attach` and `down` do nothing and `exec` runs on the
 * hosts, so that the same code serves both.
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
export class Cluster extends ClusterCommands implements AsyncDisposable {
  override readonly config: ClusterConfig
  /** The run that this object works for. */
  readonly run: Run
  /** The hosts that this object works on, in the order of the cluster file. */
  readonly hosts: readonly string[]
  readonly #transport: Transport
  readonly #thisMachine: Transport | undefined
  readonly #ways: KnownWays
  readonly #set: ContainerSet | null
  readonly #work: ExclusiveCalls
  #closed = false

  /**
   * Throws `BERTH_RUNTIME_UNKNOWN`, `BERTH_CAPABILITY_MISSING`, or a `TypeError` where a runtime's `argsSchema` cannot
   * be used; opens nothing.
   */
  constructor({
    config,
    transport,
    runtimes,
    run,
    handsOver = false,
    adopt: { runs = [], recorded = [], handedOver = false, reachedBy = new Map(), leftOut = new Map() } = {},
    beforeLaunch = () => undefined,
    hosts,
    thisMachine,
    variables = process.env,
    onEvent = () => undefined,
  }: ClusterOptions) {
    super()
    assertArgsSchemas(runtimes)
    this.config = config
    this.run = run ?? newRun()
    this.#transport = transport
    this.#thisMachine = thisMachine
    this.hosts = selectHosts(config, hosts)
    this.#ways = new KnownWays(transport, this.hosts, harmlessly(onEvent))
    this.#work = new ExclusiveCalls(onEvent)
    const { container } = config
    if (config.orchestrator === 'baremetal' || container === null) this.#set = null
    else {
      const runtime = pickRuntime(container, runtimes)
      const connect: (host: string, options: { signal?: AbortSignal }) => Promise<HostConnection> = (host, options) =>
        this.#connect(host, options)
      const access = {
        ...{ hosts: [...this.hosts].sort(), container, runtime, connect },
        ...{ sshd: wantsSshd(config), reachedBefore: reachedBy },
        ...(transport.openPassages && { openPassages: transport.openPassages.bind(transport) }),
      }
      this.#set = new ContainerSet({
        config,
        access,
        run: this.run,
        adoption: { runs: new Set(runs), recorded: new Set(recorded), handedOver },
        leftOut,
        mayHaveMade: run !== undefined || runs.length > 0 || handedOver,
        handsOver,
        beforeLaunch,
        ...(thisMachine && { thisMachine }),
        variables,
        emit: harmlessly(onEvent),
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
   * The hosts that the last `up` or `attach` went on without, each with why: as many as may fail (`maxFailures`), those
   * that cannot be reached with `skipUnreachable`, and those that an earlier `up` went on without. Commands and files
   * are for the others; a host that is named all the same has the result that nothing was begun there, for that reason.
   * Something of an `up` is left on a host whose error is a `CompensationError` or a `KeptError`. Empty until then.
   */
  get missing(): ReadonlyMap<string, BerthError> {
    return this.#set?.missing ?? new Map()
  }

  /**
   * What this machine's own settings say against the ways to the hosts: hosts that no connection can be made to, and
   * settings that are not heeded, which are told as warnings too. Connects to nothing. Every call that connects does so
   * before its first connection. Rejects with `BERTH_ABORTED` where the signal is aborted first.
   */
  examine(options: { readonly signal?: AbortSignal } = {}): Promise<WaysToHosts> {
    return this.#ways.examine(options)
  }

  /**
   * Observes all hosts and says what `up`, `attach` or `down` would do. Changes nothing. A refusal is in the plan, not
   * thrown. Null for a baremetal cluster. Rejects with `BERTH_STATE` while another call is at work.
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
   * Makes the image present on every host, from where the cluster file says, as an `up` that launches does, and
   * compares what the hosts have then. Launches nothing and changes no container; a later `up` finds the image there.
   * Resolves with the image of each host; null for a baremetal cluster.
   *
   * Rejects with a `HostsError` where it failed on some host, whose `succeeded` has the images of the others; with
   * `BERTH_IMAGE_SKEW` where hosts have different images now: what was pulled stays. An abort may leave a partial pull
   * in an engine's own cache. With `maxFailures` it goes on without as many hosts as may fail, which are the result's
   * `missing`, and which a warning names; this object's own {@link missing} stays what it is. Rejects with
   * `BERTH_STATE` while another call is at work.
   */
  async pull({ signal, ...options }: PullOptions = {}): Promise<PulledImages | null> {
    this.#assertOpen('pull')
    const set = this.#set
    if (set === null) return null
    return this.#work.looking('pull', signal ? { signal } : {}, (call) => set.images.pull(options, call))
  }

  /**
   * Makes an image of the container of the head host, or of another one, by a name with a tag, and makes the image
   * present on every host, or writes it to an archive. The container runs on, is not paused and not changed; what is
   * being written in it at that time may be in the image by half. The image has what was changed in the container on
   * top of the image that it was made from, and starts as that one does: without the container's environment, and
   * without all that Berth has written in it, as its marker and keys. Labels of the image say where it is from
   * (`berth-saved.…`). What was changed in the container comes to this machine, with the layers below it, and goes
   * from here to each host that lacks it; nothing else is left anywhere.
   *
   * Rejects with a `RefusalError` where the container does not run, is not of this cluster and user or not provisioned,
   * or where a host has an image by the name, unless `replace`: then nothing was changed; with `BERTH_SAVE_FAILED`
   * where no image could be made; as {@link pull} does where it could not be made present on some host; with
   * `BERTH_FILE_FAILED` for the archive; with `BERTH_CAPABILITY_MISSING`, `BERTH_CONFIG_INVALID` for a name that no
   * image can have, or `TypeError` for a host that is none of the cluster's. An abort takes away what was made, but
   * the images of hosts that had them by then. Null for a baremetal cluster. Rejects with `BERTH_STATE` while another
   * call is at work.
   *
   * @example
   * await cluster.save('lab:ready') // then `image: lab:ready` and `setup_script: false` in the cluster file
   */
  async save(reference: string, { signal, ...options }: SaveOptions = {}): Promise<SavedImage | null> {
    this.#assertOpen('save')
    const set = this.#set
    if (set === null) return null
    const { host = this.config.headHost } = options
    if (!this.hosts.includes(host))
      throw new WrongUseError(`Not a host of this cluster object: ${JSON.stringify(host)}`)
    return this.#work.looking('save', signal ? { signal } : {}, (call) =>
      set.images.save(reference, { ...options, host }, call),
    )
  }

  /**
   * Verifies, attaches or launches: the policy decides. After `up`, every host has its container running, provisioned,
   * and with sshd where it is wanted. Resolves with the plan that was carried out; null for a baremetal cluster.
   *
   * Rejects with a `RefusalError` if the policy refuses: then nothing was changed. Rejects with a `HostsError` if a
   * step failed on some host: then the containers that this call created were removed again, unless `keepFailed`; a
   * `CompensationError` tells where a removal failed. An abort is a failure like any other.
   *
   * With `maxFailures` it goes on without as many hosts as may fail, whatever the step: what this call created there is
   * removed again, and {@link missing}, the plan and a warning name them. Later calls, and later processes where there
   * is a record of the run, work on the others, until an `up` with `repair` takes the missing in again, or finds that
   * nothing is left of the set. Once more hosts have failed nothing new is begun, and the call fails. Throws
   * `TypeError` for options of no meaning.
   */
  async up({ signal, keepFailed = false, ...options }: UpOptions = {}): Promise<Plan | null> {
    this.#assertOpen('up')
    const set = this.#set
    if (set === null) return null
    return this.#work.through('up', signal ? { signal } : {}, (call) => set.up({ ...options, keepFailed }, call))
  }

  /**
   * Finds the container that runs on every host and uses it; never launches, restarts, provisions or removes. Rejects
   * with a `RefusalError` where there is nothing to attach to, or hosts disagree; with `skipUnreachable` also with a
   * `HostsError` where no host at all can be reached. With `maxFailures` it goes on without as many hosts as may fail,
   * as {@link up} does, until the next `attach`.
   */
  async attach({ skipUnreachable = false, signal, ...options }: AttachOptions = {}): Promise<Plan | null> {
    this.#assertOpen('attach')
    const set = this.#set
    if (set === null) return null
    const connect: CallTargets['connect'] = (host, call) => this.#connect(host, call)
    return this.#work.through('attach', signal ? { signal } : {}, async (call) =>
      set.attach(skipUnreachable ? await unreached(set.reachable, connect, call) : new Map(), options, call),
    )
  }

  /**
   * Makes sure that an sshd of Berth's own listens in every container, and that containers can ssh to each other
   * without a prompt. Starts only what is missing. `up` does so where the config wants an sshd. Hosts that `attach`
   * went on without are left out, and fail for their own reason once the others are done. Rejects with
   * `BERTH_SSHD_FAILED`, `BERTH_SSHD_PORT_TAKEN`, `BERTH_ABORTED` or `BERTH_CONNECTION_LOST`; whatever had been done by
   * then, calling `ensureSshd` again does no harm.
   */
  async ensureSshd(options: { readonly signal?: AbortSignal } = {}): Promise<void> {
    this.#assertUsable('ensure sshd')
    await this.#set?.ensureSshd(this.#set.containers, forManyHosts(options))
  }

  /**
   * The container of every host as it is now, and what `up` would do. Changes nothing; hosts that cannot be asked are
   * `unknown`, not an error.
   */
  async status(options: { readonly signal?: AbortSignal } = {}): Promise<ClusterStatus> {
    this.#assertOpen('status')
    const set = this.#set
    if (set === null) return new Map()
    return this.#work.looking('status', options, async (call) => {
      const { plan, observed } = await set.look('up', {}, call, [...this.hosts].sort())
      return statusOf(plan, observed)
    })
  }

  /**
   * Removes the containers that the policy names: under `per_run` those that this run created; under `persistent` none
   * but with `destroy`; under `no_launch` none. Rejects with one `HostsError` for every host where a removal failed, or
   * that could not be looked at although this run may have made a container there; its `succeeded` has what
   * was done on the others.
   */
  async down({ signal, ...options }: DownOptions = {}): Promise<Plan | null> {
    this.#assertOpen('down')
    const set = this.#set
    if (set === null) return null
    return this.#work.through('down', signal ? { signal } : {}, (call) => set.down(options, call))
  }

  /**
   * Closes all connections, which ends the commands that run on them. Removes nothing; but a `down` that is at work is
   * waited for, and an `up` fails as by an abort: the containers that the `up` made are removed before the connections
   * go. Idempotent.
   */
  async close(): Promise<void> {
    this.#closed = true
    await this.#work.end()
    await this.#set?.letGo()
    await Promise.all([this.#transport.close(), this.#thisMachine?.close()])
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

  protected override targets(operation: string, { hosts = 'all', on = 'container' }: TargetOptions): CallTargets {
    const set = this.#set
    const inContainers = set !== null && on === 'container'
    if (inContainers) this.#assertUsable(operation)
    else this.#assertOpen(operation)
    const picked = pickHosts(hosts, this.hosts, this.config)
    const targets: CallTargets = {
      ...(inContainers && hosts === 'all' ? withoutMissing(picked, set) : { hosts: picked, leftOut: new Map() }),
      missing: new Map(),
      containerOf: inContainers ? (host, call) => set.shell(host, call) : null,
      connect: (host, call) => this.#connect(host, call),
    }
    return inContainers ? withoutUnreached(targets, set.missing) : targets
  }

  async #connect(host: string, { signal }: { readonly signal?: AbortSignal }): Promise<HostConnection> {
    const call = signal ? { signal } : {}
    await this.#ways.tell(call)
    return this.#transport.connect(host, call)
  }

  #assertUsable(operation: string): void {
    this.#assertOpen(operation)
    if (this.#set !== null) this.#work.assertReady()
  }

  #assertOpen(operation: string): void {
    if (this.#closed) throw closedError(operation)
  }
}
