import { randomUUID } from 'node:crypto'
import type { ContainerShell } from '../../contract/index.js'
import { BerthError, HostsError } from '../../errors/index.js'
import { checkedAtOnce, FailureBudget } from '../../fanout/index.js'
import { budgetOf } from '../../lifetime/execute/budget-of.js'
import { claimContainers, takeBackClaims } from '../../lifetime/execute/claims/claims.js'
import { observedToClaim } from '../../lifetime/execute/claims/observed-to-claim.js'
import { containerShell } from '../../lifetime/execute/container-shell.js'
import { executeDown, executeUp } from '../../lifetime/execute/execute.js'
import type { ExecutionContext } from '../../lifetime/execute/execution-context.js'
import { type HeldContainer, keptContainer } from '../../lifetime/execute/held-container.js'
import { startSshd } from '../../lifetime/execute/start-sshd.js'
import { leavesContainers } from '../../lifetime/execute/undo/left-out.js'
import type { Claimant } from '../../lifetime/inside/commands.js'
import { chooseLease } from '../../lifetime/lease/choose-lease.js'
import type { CallOptions } from '../../lifetime/observe/host-access.js'
import type { ClusterObservation } from '../../lifetime/observe/observe.js'
import { observedEngine } from '../../lifetime/observe/observed-engine.js'
import { newRun } from '../../lifetime/owners/this-process.js'
import type { Intent, Plan } from '../../lifetime/plan/plan.js'
import type { PlanOptions } from '../../lifetime/plan/plan-input.js'
import { RefusalError } from '../../lifetime/plan/refusals/refusal-error.js'
import type { SetupScript } from '../../provision/index.js'
import type { UpOptions } from '../cluster-options.js'
import { callersListener } from '../exec/callers-listener.js'
import { orLeaseEnded } from '../lease/lease-ended.js'
import { LeaseKeeper } from '../lease/lease-keeper.js'
import type { ContainerSetParts } from './container-set-parts.js'
import { givenSource } from './given-source.js'
import { goingOnWithout } from './going-on-without.js'
import { LeftOutHosts } from './left-out-hosts.js'
import { SetImages } from './set-images.js'
import { type Looked, SetPlanner } from './set-planner.js'
import { thisMachineOf } from './this-machine.js'
import { unobservedHosts } from './unobserved-hosts.js'

/** What an `up` or `attach` came to. */
interface SettledSet {
  readonly containers: ReadonlyMap<string, HeldContainer>
  /** Those of them that were claimed, as this object did not make them. */
  readonly claimed: ReadonlyMap<string, HeldContainer>
  /** The hosts that the call went on without: from the start, as they failed, and as they cannot be reached. */
  readonly before: ReadonlyMap<string, BerthError>
  readonly failed: ReadonlyMap<string, BerthError>
  readonly unreached: ReadonlyMap<string, BerthError>
}

/** The named containers of all hosts: looks, decides and carries out, through the states of the cluster object. */
export class ContainerSet {
  readonly #parts: ContainerSetParts
  #containers: ReadonlyMap<string, HeldContainer> = new Map()
  #missing: ReadonlyMap<string, BerthError> = new Map()
  #unreached: ReadonlyMap<string, BerthError> = new Map()
  readonly #leftOut: LeftOutHosts
  /** What others made, and this object said inside of it that it uses. */
  #claimed: ReadonlyMap<string, HeldContainer> = new Map()
  /** Whether there may be a container of this run anywhere. */
  #mayHaveMade: boolean
  readonly #claimant: Claimant
  readonly #planner: SetPlanner
  /** What makes images present, and makes them, without a change of the set. */
  readonly images: SetImages
  readonly #lease: number | null
  readonly #leases: LeaseKeeper
  /** The last launch of this object on each host. */
  readonly #made = new Map<string, string>()

  constructor(parts: ContainerSetParts) {
    this.#parts = parts
    this.#leftOut = new LeftOutHosts(parts.access.hosts, parts.leftOut)
    this.#mayHaveMade = parts.mayHaveMade
    const { access, emit, handsOver } = parts
    const lease = chooseLease(access.container, access.runtime.capabilities, handsOver)
    this.#lease = lease.seconds
    this.#planner = new SetPlanner({ ...parts, leftOut: this.#leftOut, noLease: lease.warning })
    this.images = new SetImages(parts, this.#planner)
    this.#leases = new LeaseKeeper(access, emit)
    const { id, owner } = parts.run
    this.#claimant = { id: randomUUID(), run: id, owner: newRun(owner.user).owner }
  }

  /** Every host's container; empty until `up` or `attach` succeeded. */
  get containers(): ReadonlyMap<string, HeldContainer> {
    return this.#containers
  }

  /** The hosts that the last `up` or `attach` went on without, each with why. */
  get missing(): ReadonlyMap<string, BerthError> {
    return this.#missing
  }

  /** Those of the missing that could not be reached, which a call asks all the same, and tells of. */
  get unreached(): ReadonlyMap<string, BerthError> {
    return this.#unreached
  }

  /** Observes and decides; changes nothing. `hosts`: those that are looked at. Default is all but the left out. */
  async look(intent: Intent, options: PlanOptions, call: CallOptions, hosts?: readonly string[]): Promise<Looked> {
    const setupScript = intent === 'down' ? null : await this.#planner.setupScript()
    return this.#planner.plan(intent, options, { setupScript, how: 'at once', ...(hosts && { hosts }) }, call)
  }

  async up(
    {
      onOutput,
      keepFailed,
      parallel,
      distribute,
      ...options
    }: PlanOptions & Pick<UpOptions, 'onOutput' | 'parallel' | 'distribute'> & { readonly keepFailed: boolean },
    call: CallOptions,
  ): Promise<Plan> {
    const { work, access } = this.#parts
    const atOnce = parallel === undefined ? null : checkedAtOnce(parallel)
    const setupScript = await this.#planner.setupScript()
    const { plan, observed, leftOut: before } = await this.#decide('up', options, setupScript, call)
    const budget = budgetOf(plan, before, options.maxFailures, call)
    const { pullsAtOnce, setupScriptsAtOnce } = access.container
    const inPlace = [...observed.observations].filter(([, { state }]) => state === 'running' || state === 'stopped')
    this.#leftOut.occupied(inPlace.map(([host]) => host))
    const given = givenSource(undefined, this.#parts)
    const context = {
      ...this.#context(observed, setupScript, { keepFailed, budget, sshdPort: plan.sshdPort }, call),
      ...(given && { given }),
      hosts: [...plan.hosts.keys()],
      atOnce: {
        pulls: atOnce ?? pullsAtOnce,
        setupScripts: atOnce ?? setupScriptsAtOnce,
        ...(atOnce !== null && { given: atOnce }),
      },
      ...(distribute && { distribute }),
      ...(onOutput && {
        setupListener: (host: string) => callersListener(host, (...piece) => onOutput(host, ...piece)),
      }),
    }
    await this.#aboutToLaunch(plan, observed)
    work.enter('launching')
    this.#mayHaveMade = true
    const {
      containers,
      claimed,
      missing: failed,
    } = await this.#renewing(plan, observed, call, () => executeUp(plan, context, () => work.enter('provisioning')))
      .catch((error: unknown) => {
        if (keepFailed || leavesContainers(error)) this.#leftOut.occupied(plan.hosts.keys())
        throw error
      })
      .finally(() => given?.release())
    const done = this.#settleOn(plan, { containers, claimed, before, failed, unreached: new Map() })
    this.#leftOut.take(this.#missing)
    return done
  }

  /**
   * Does the work of a call once the lease of what is used as it is was renewed, as nobody knows how much is left of
   * it, and renews it from now on. After a call that failed only what this object had before, and has yet, is renewed.
   */
  async #renewing<Value>(
    { intent, hosts }: Plan,
    observed: ClusterObservation,
    call: CallOptions,
    work: () => Promise<Value>,
  ): Promise<Value> {
    const used = new Map<string, HeldContainer>()
    for (const [host, { action, container }] of hosts)
      if (action === 'use' && container !== null) used.set(host, keptContainer(container, observed, host))
    try {
      await this.#leases.holdOthers(used, call)
      if (call.signal?.aborted) throw abortedError(intent, call.signal)
      return await work()
    } catch (error) {
      this.#leases.letGo([...hosts.keys()].filter((host) => !used.has(host) || !this.#containers.has(host)))
      throw error
    }
  }

  /** Works from now on with these containers, and without the hosts that are missing. Gives what became of the plan. */
  #settleOn(plan: Plan, { containers, claimed, before, failed, unreached }: SettledSet): Plan {
    const { work, emit } = this.#parts
    if (failed.size > 0) emit(goingOnWithout(failed, this.#parts.access.hosts, 'which failed'))
    this.#leases.letGo([...failed.keys()].filter((host) => !this.#containers.has(host)))
    this.#leases.hold(containers)
    this.#containers = containers
    this.#claimed = new Map([...this.#claimed, ...claimed])
    this.#missing = new Map([...before, ...unreached, ...failed])
    this.#unreached = unreached
    this.#leftOut.occupied(containers.keys())
    work.enter('ready')
    return { ...plan, hosts: new Map([...plan.hosts].filter(([host]) => containers.has(host))), missing: this.#missing }
  }

  async #aboutToLaunch(plan: Plan, observed: ClusterObservation): Promise<void> {
    const { run, beforeLaunch } = this.#parts
    const launching = [...plan.hosts].filter(([, { action }]) => action === 'launch' || action === 'replace')
    const hosts = launching.map(([host]) => host)
    if (hosts.length === 0) return
    await beforeLaunch({ run, hosts, engines: new Map(hosts.map((host) => [host, observedEngine(observed, host)])) })
  }

  /** Attaches on all hosts but `unreached`. Rejects with a `HostsError` where these are all. */
  async attach(
    unreached: ReadonlyMap<string, BerthError>,
    options: Pick<PlanOptions, 'maxFailures'>,
    call: CallOptions,
  ): Promise<Plan> {
    const { access, emit } = this.#parts
    const asked = this.reachable
    const hosts = asked.filter((host) => !unreached.has(host))
    if (hosts.length === 0) throw new HostsError('attach', unreached, asked.length)
    if (unreached.size > 0) emit(goingOnWithout(unreached, access.hosts, 'which cannot be reached'))
    const looked = await this.#decide('attach', options, await this.#planner.setupScript(), call, hosts)
    const { plan, observed, leftOut: before } = looked
    const budget = budgetOf(plan, before, options.maxFailures, call)
    const toClaim = observedToClaim([...plan.hosts.keys()], observed, this.#made)
    await this.#renewing(plan, observed, call, () =>
      claimContainers(toClaim, { ...access, claimant: this.#claimant, budget, scope: this.#planner.scope() }, call),
    )
    const containers = budget.left(plan.hosts.keys()).flatMap((host) => {
      const container = plan.hosts.get(host)?.container ?? null
      return container === null ? [] : [[host, keptContainer(container, observed, host)] as const]
    })
    const claimed = new Map([...toClaim].filter(([host]) => !budget.missing.has(host)))
    return this.#settleOn(plan, {
      ...{ containers: new Map(containers), claimed },
      ...{ before, failed: budget.missing, unreached },
    })
  }

  /** The hosts that a call is to reach: all but those that an `up` went on without. */
  get reachable(): readonly string[] {
    return this.#leftOut.without(this.#parts.access.hosts)
  }

  async down(options: PlanOptions, call: CallOptions): Promise<Plan> {
    const { work } = this.#parts
    const { hosts, container } = this.#parts.access
    // What is to be destroyed, and what named runs have, is looked for everywhere: nobody knows what a host has that
    // nobody has seen.
    const isOurs = container.lifetime === 'per_run' && this.#parts.adoption.runs.size === 0
    const looked = isOurs ? this.#leftOut.worthLooking : hosts
    const { plan, observed } = await this.#decide('down', options, null, call, looked)
    work.enter('removing')
    this.#containers = new Map()
    this.#missing = new Map()
    this.#leases.stop()
    this.#claimed = new Map([...this.#claimed].filter(([host]) => plan.hosts.get(host)?.action !== 'remove'))
    const budget = new FailureBudget({ hosts: plan.hosts.size })
    const context = this.#context(observed, null, { keepFailed: false, budget }, call)
    const failures = await executeDown(plan, context, this.#parts.adoption.runs)
    // A run that made nothing leaves nothing: after an `up` that was refused, `down` does not hide the refusal behind
    // an error of its own.
    const unobserved = this.#mayHaveMade ? unobservedHosts(plan, observed) : []
    const errors = new Map([...failures, ...unobserved])
    if (errors.size > 0) {
      const succeeded = new Map([...plan.hosts].filter(([host]) => !errors.has(host)))
      throw new HostsError('down', errors, plan.hosts.size, succeeded)
    }
    this.#mayHaveMade = false
    if (plan.action === 'remove') this.#leftOut.forget()
    work.enter('closed')
    return plan
  }

  /** Takes back what this object said inside of the containers of others. Never rejects. */
  async letGo(): Promise<void> {
    this.#leases.stop()
    const claimed = this.#claimed
    this.#claimed = new Map()
    await takeBackClaims(claimed, { ...this.#parts.access, claimant: this.#claimant })
  }

  /** See `Cluster.ensureSshd`. */
  async ensureSshd(containers: ReadonlyMap<string, HeldContainer>, call: CallOptions): Promise<void> {
    const { config, access, emit } = this.#parts
    const unreached = this.#unreached
    const hosts = access.hosts.filter((host) => !this.#missing.has(host))
    const starting = startSshd(containers, { ...access, hosts, config, emit }, call)
    if (unreached.size === 0) return starting
    const failed = await starting.then(
      () => new Map<string, BerthError>(),
      (error: unknown) => {
        if (HostsError.isInstance(error)) return error.failures
        throw error
      },
    )
    throw new HostsError('start sshd', new Map([...unreached, ...failed]), access.hosts.length)
  }

  async #decide(
    intent: Intent,
    options: PlanOptions,
    setupScript: SetupScript | null,
    call: CallOptions,
    hosts?: readonly string[],
  ): Promise<Looked> {
    const { work, emit } = this.#parts
    const looked = await this.#planner.plan(
      intent,
      options,
      { setupScript, how: 'patient', ...(hosts && { hosts }) },
      call,
    )
    work.enter('planned')
    if (looked.plan.refusal !== null) throw new RefusalError(intent, looked.plan.refusal, looked.plan)
    for (const message of looked.plan.warnings) emit({ type: 'warning', message })
    return looked
  }

  /** The way into one host's container, once `up` or `attach` succeeded. */
  async shell(host: string, call: CallOptions): Promise<ContainerShell> {
    const { access } = this.#parts
    const container = this.#containers.get(host)
    const shell = await containerShell(access, host, container, call)
    if (container === undefined) return shell
    return {
      host,
      exec: (command, options) =>
        shell.exec(command, options).catch(async (error: unknown) => {
          throw await orLeaseEnded(error, host, container, { ...access, scope: this.#planner.scope() }, call)
        }),
    }
  }

  #context(
    observed: ClusterObservation,
    setupScript: SetupScript | null,
    {
      keepFailed,
      budget,
      sshdPort = null,
    }: Pick<ExecutionContext, 'keepFailed' | 'budget'> & Partial<Pick<ExecutionContext, 'sshdPort'>>,
    call: CallOptions,
  ): ExecutionContext {
    const { config, access, run, handsOver, emit } = this.#parts
    return {
      ...access,
      config,
      scope: this.#planner.scope(),
      run,
      made: this.#made,
      claimant: this.#claimant,
      handsOver,
      lease: this.#lease,
      sshdPort,
      leases: this.#leases,
      observed,
      setupScript,
      thisMachine: thisMachineOf(this.#parts),
      emit,
      keepFailed,
      budget,
      distribute: access.container.distribute,
      atOnce: { pulls: access.container.pullsAtOnce, setupScripts: access.container.setupScriptsAtOnce },
      ...call,
    }
  }
}

function abortedError(operation: string, { reason }: AbortSignal): BerthError {
  return new BerthError({ code: 'BERTH_ABORTED', operation, message: 'aborted', cause: reason })
}
