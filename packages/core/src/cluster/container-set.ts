import { readFile } from 'node:fs/promises'
import { type ClusterConfig, wantsSshd } from '../config/index.js'
import type { ContainerHandle } from '../contract/index.js'
import { HostsError } from '../errors/index.js'
import { onAllHosts } from '../fanout/index.js'
import { type EventListener, reported } from '../lifetime/execute/events.js'
import { executeDown, executeUp } from '../lifetime/execute/execute.js'
import type { ExecutionContext } from '../lifetime/execute/execution-context.js'
import type { CallOptions, HostAccess } from '../lifetime/observe/host-access.js'
import { type ClusterObservation, observe } from '../lifetime/observe/observe.js'
import { ourLabels, seenRuns } from '../lifetime/owners/ownership.js'
import type { OwnerStanding, Run } from '../lifetime/owners/run.js'
import { processStanding } from '../lifetime/owners/this-process.js'
import { planAttachment, planUp } from '../lifetime/plan/make-plan.js'
import type { Intent, Plan } from '../lifetime/plan/plan.js'
import { planDown } from '../lifetime/plan/plan-down.js'
import type { PlanInput, PlanOptions } from '../lifetime/plan/plan-input.js'
import { RefusalError } from '../lifetime/plan/refusal-error.js'
import {
  type ContainerShell,
  provision,
  provisionError,
  readSetupScript,
  type SetupScript,
} from '../provision/index.js'
import { ensureSshd } from '../sshd/index.js'
import { unobservedHosts } from './unobserved-hosts.js'
import type { ClusterWork } from './work.js'

/** What a container set works with. */
export interface ContainerSetParts {
  readonly config: ClusterConfig
  readonly access: HostAccess
  readonly run: Run
  /** Whether the run is an earlier one, which may have made containers that this object knows nothing of. */
  readonly adopted: boolean
  readonly handedOver: (run: string) => boolean
  readonly emit: EventListener
  readonly work: ClusterWork
}

/** The named containers of all hosts: observes, plans and carries out, through the states of the cluster object. */
export class ContainerSet {
  readonly #parts: ContainerSetParts
  #containers: ReadonlyMap<string, ContainerHandle> = new Map()
  /** Whether there may be a container of this run anywhere. */
  #mayHaveMade: boolean

  constructor(parts: ContainerSetParts) {
    this.#parts = parts
    this.#mayHaveMade = parts.adopted
  }

  /** Every host's container; empty until `up` or `attach` succeeded. */
  get containers(): ReadonlyMap<string, ContainerHandle> {
    return this.#containers
  }

  /** Observes and decides; changes nothing. */
  async look(
    intent: Intent,
    options: PlanOptions,
    call: CallOptions,
  ): Promise<{ plan: Plan; observed: ClusterObservation }> {
    return this.#look(intent, options, intent === 'down' ? null : await this.#setupScript(), call)
  }

  async up(options: PlanOptions & { readonly keepFailed: boolean }, call: CallOptions): Promise<Plan> {
    const { work } = this.#parts
    const setupScript = await this.#setupScript()
    const { plan, observed } = await this.#decide('up', options, setupScript, call)
    const context = this.#context(observed, setupScript, options.keepFailed, call)
    work.enter('launching')
    this.#mayHaveMade = true
    this.#containers = await executeUp(plan, context, async (containers) => {
      work.enter('provisioning')
      await this.#provision(plan, containers, context)
      if (this.#startsSshd(containers)) await this.ensureSshd(containers, call)
    })
    work.enter('ready')
    return plan
  }

  async attach(call: CallOptions): Promise<Plan> {
    const { plan } = await this.#decide('attach', {}, await this.#setupScript(), call)
    const containers = [...plan.hosts].flatMap(([host, { container }]) =>
      container === null ? [] : [[host, container] as const],
    )
    this.#containers = new Map(containers)
    this.#parts.work.enter('ready')
    return plan
  }

  async down(options: PlanOptions, call: CallOptions): Promise<Plan> {
    const { work } = this.#parts
    const { plan, observed } = await this.#decide('down', options, null, call)
    work.enter('removing')
    this.#containers = new Map()
    const failures = await executeDown(plan, this.#context(observed, null, false, call))
    // A run that made nothing leaves nothing: after an `up` that was refused, `down` does not hide its error behind one of its own.
    const unobserved = this.#mayHaveMade ? unobservedHosts(plan, observed) : []
    const errors = new Map([...failures, ...unobserved])
    if (errors.size > 0) throw new HostsError('down', errors, plan.hosts.size)
    this.#mayHaveMade = false
    work.enter('closed')
    return plan
  }

  /** See `Cluster.ensureSshd`. */
  async ensureSshd(containers: ReadonlyMap<string, ContainerHandle>, call: CallOptions): Promise<void> {
    const { config, access, emit } = this.#parts
    const shells = await onAllHosts(access.hosts, 'start sshd', (host) => this.#shell(host, containers.get(host), call))
    const names = new Map(
      config.hosts.map(({ name, vpcIp }) => [name, vpcIp === null || vpcIp === name ? [name] : [name, vpcIp]]),
    )
    const members = [...shells].map(([host, shell]) => ({ ...shell, names: names.get(host) ?? [host] }))
    await reported(emit, 'sshd', 'all hosts', () =>
      ensureSshd(members, { port: access.container.sshdPort, cluster: config.clusterName, ...call }),
    )
  }

  /** Containers that are not ours get an sshd only where the cluster file says so in so many words. */
  #startsSshd(containers: ReadonlyMap<string, ContainerHandle>): boolean {
    const { config, access, run, emit } = this.#parts
    if (!wantsSshd(config) || access.container.sshd === true) return wantsSshd(config)
    const ours = [...containers.values()].every(
      (container) => ourLabels(container, config.clusterName, run.owner.user) !== null,
    )
    if (!ours)
      emit({
        type: 'warning',
        message: 'no sshd is started, for some containers are not ours; sshd: true has it started in them too',
      })
    return ours
  }

  async #look(
    intent: Intent,
    options: PlanOptions,
    setupScript: SetupScript | null,
    call: CallOptions,
  ): Promise<{ plan: Plan; observed: ClusterObservation }> {
    const observed = await observe(this.#parts.access, intent === 'down' ? 'containers' : 'containers and hosts', call)
    return { plan: planners[intent](this.#planInput(observed, options, setupScript)), observed }
  }

  async #decide(
    intent: Intent,
    options: PlanOptions,
    setupScript: SetupScript | null,
    call: CallOptions,
  ): Promise<{ plan: Plan; observed: ClusterObservation }> {
    const { work, emit } = this.#parts
    const looked = await this.#look(intent, options, setupScript, call)
    work.enter('planned')
    if (looked.plan.refusal !== null) throw new RefusalError(intent, looked.plan.refusal, looked.plan)
    for (const message of looked.plan.warnings) emit({ type: 'warning', message })
    return looked
  }

  async #provision(
    plan: Plan,
    containers: ReadonlyMap<string, ContainerHandle>,
    { setupScript, emit, run, signal }: ExecutionContext,
  ): Promise<void> {
    if (setupScript === null) return
    const hosts = [...plan.hosts].filter(([, host]) => host.provision).map(([host]) => host)
    const call = signal ? { signal } : {}
    await onAllHosts(hosts, 'provision', (host) =>
      reported(emit, 'provision', host, async () => {
        const shell = await this.#shell(host, containers.get(host), call)
        const result = await provision(shell, setupScript, { run: run.id, ...call })
        const error = provisionError(host, setupScript.source, result)
        if (error !== null) throw error
      }),
    )
  }

  /** The way into one host's container, once `up` or `attach` succeeded. */
  shell(host: string, call: CallOptions): Promise<ContainerShell> {
    return this.#shell(host, this.#containers.get(host), call)
  }

  async #shell(host: string, container: ContainerHandle | undefined, call: CallOptions): Promise<ContainerShell> {
    if (container === undefined) throw new TypeError(`No container is known on ${host}`)
    const { connect, runtime } = this.#parts.access
    const connection = await connect(host, call)
    return { host, exec: (command, options) => runtime.exec(connection, container.id, command, options) }
  }

  /** Read and checked before anything is launched. The packaged default serves sshd alone. */
  async #setupScript(): Promise<SetupScript | null> {
    const { setupScript } = this.#parts.access.container
    if (setupScript.kind === 'packaged' && !wantsSshd(this.#parts.config)) return null
    return readSetupScript(setupScript, (path) => readFile(path))
  }

  #planInput({ observations, facts }: ClusterObservation, options: PlanOptions, script: SetupScript | null): PlanInput {
    const { config, access, run, handedOver } = this.#parts
    const standing = (runId: string, owner: Run['owner']): OwnerStanding =>
      handedOver(runId) ? 'handed_over' : processStanding(owner)
    return {
      container: access.container,
      cluster: config.clusterName,
      run,
      hosts: access.hosts,
      observations,
      facts,
      standings: new Map([...seenRuns(observations.values())].map(([id, { owner }]) => [id, standing(id, owner)])),
      setupScript: script?.hash ?? null,
      options,
    }
  }

  #context(
    observed: ClusterObservation,
    setupScript: SetupScript | null,
    keepFailed: boolean,
    call: CallOptions,
  ): ExecutionContext {
    const { config, access, run, emit } = this.#parts
    return { ...access, cluster: config.clusterName, run, observed, setupScript, emit, keepFailed, ...call }
  }
}

const planners = { up: planUp, attach: planAttachment, down: planDown } as const
