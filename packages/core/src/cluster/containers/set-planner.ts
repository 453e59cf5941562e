import { readFile } from 'node:fs/promises'
import { type ClusterConfig, commandScope, wantsSshd } from '../../config/index.js'
import { processStanding } from '../../contract/self/process-identity.js'
import type { BerthError, CommandScope } from '../../errors/index.js'
import type { EventListener } from '../../lifetime/events.js'
import type { CallOptions, HostAccess } from '../../lifetime/observe/host-access.js'
import { type ClusterObservation, type ObserveOptions, observe } from '../../lifetime/observe/observe.js'
import { lookForPortHolders } from '../../lifetime/observe/port-holders.js'
import type { Adoption } from '../../lifetime/owners/adoption.js'
import type { Run } from '../../lifetime/owners/run.js'
import { planAttachment, planUp } from '../../lifetime/plan/make-plan.js'
import type { Intent, Plan } from '../../lifetime/plan/plan.js'
import { planDown } from '../../lifetime/plan/plan-down.js'
import type { PlanInput, PlanOptions } from '../../lifetime/plan/plan-input.js'
import { standingsOf } from '../../lifetime/plan/standings.js'
import { readSetupScript, type SetupScript } from '../../provision/index.js'
import { LeftOutHosts } from './left-out-hosts.js'

/** What a set is planned with. */
export interface SetPlannerParts {
  readonly config: ClusterConfig
  readonly access: HostAccess
  readonly run: Run
  readonly adoption: Adoption
  readonly leftOut: LeftOutHosts
  /** Why containers are made without the lease that they were to have; null where nothing is to be said. */
  readonly noLease: PlanInput['noLease']
  readonly emit: EventListener
}

/** How hosts are looked at, and for which setup script. */
export interface Look extends Pick<ObserveOptions, 'how'> {
  readonly setupScript: SetupScript | null
  /** Default is all hosts but those that are left out. */
  readonly hosts?: readonly string[]
}

/** What was seen, and what is to be done about it. */
export interface Looked {
  readonly plan: Plan
  readonly observed: ClusterObservation
  /** The hosts that the call goes on without from the start, each with why. */
  readonly leftOut: ReadonlyMap<string, BerthError>
}

/** Looks at a cluster's hosts, and decides what a call does there. It changes nothing. */
export class SetPlanner {
  readonly #parts: SetPlannerParts

  constructor(parts: SetPlannerParts) {
    this.#parts = parts
  }

  /** Observes and decides. An `up` looks at the left out hosts too once the set that went on without them is gone. */
  async plan(intent: Intent, options: PlanOptions, look: Look, call: CallOptions): Promise<Looked> {
    const { access, emit } = this.#parts
    const heeded = this.#heeded(options)
    const hosts = look.hosts ?? heeded.without(access.hosts)
    const things = intent === 'down' ? 'containers' : 'containers and hosts'
    const observing = (some: readonly string[]): Promise<ClusterObservation> =>
      observe({ ...access, hosts: some }, things, { emit, how: look.how, ...call })
    const first = await observing(hosts)
    const all = access.hosts
    const isGone = intent === 'up' && heeded.errors.size > 0 && isNowhere(first, heeded.without(hosts))
    const [asked, observed] = isGone && hosts.length < all.length ? [all, await observing(all)] : [hosts, first]
    const isWithoutAny = [...heeded.errors.keys()].some((host) => !asked.includes(host))
    const news = isWithoutAny ? heeded.news(this.scope()) : null
    if (news !== null) emit({ type: 'warning', message: news })
    const leftOut = isGone || intent === 'down' ? new Map<string, BerthError>() : heeded.errors
    const input = { ...this.#input(observed, options, look.setupScript, asked), leftOut }
    const plan = await this.#withPortHolders(intent, planners[intent](input), input, call)
    return { plan, observed, leftOut }
  }

  /** The plan, made again with the names of who has a port where that is what stops it. */
  async #withPortHolders(intent: Intent, plan: Plan, input: PlanInput, call: CallOptions): Promise<Plan> {
    const missing = [...plan.missing].filter(([, { code }]) => code === portTaken).map(([host]) => host)
    const hosts = [...(plan.refusal?.code === portTaken ? plan.refusal.hosts : []), ...missing]
    if (hosts.length === 0) return plan
    const portHolders = await lookForPortHolders(this.#parts.access, hosts, call)
    return planners[intent]({ ...input, portHolders })
  }

  /** The setup script, read and checked before anything is launched. The packaged default serves sshd alone. */
  async setupScript(): Promise<SetupScript | null> {
    const { setupScript } = this.#parts.access.container
    if (setupScript.kind === 'packaged' && !wantsSshd(this.#parts.config)) return null
    return readSetupScript(setupScript, (path) => readFile(path))
  }

  /** What commands that are printed name. Default is all hosts. */
  scope(hosts: readonly string[] = this.#parts.access.hosts): CommandScope {
    const { config, adoption } = this.#parts
    return commandScope(config, hosts, adoption.runs)
  }

  /** The hosts that a call goes on without from the start: none where it takes them in again. */
  #heeded({ repair }: PlanOptions): LeftOutHosts {
    return repair === undefined ? this.#parts.leftOut : new LeftOutHosts(this.#parts.access.hosts, new Map())
  }

  #input(
    { observations, facts }: ClusterObservation,
    options: PlanOptions,
    script: SetupScript | null,
    hosts: readonly string[],
  ): PlanInput {
    const { config, access, run, adoption, noLease } = this.#parts
    return {
      container: access.container,
      cluster: config.clusterName,
      scope: this.scope(hosts),
      run,
      adoption,
      hosts,
      observations,
      facts,
      standings: standingsOf(observations.values(), processStanding),
      setupScript: script?.hash ?? null,
      sshd: access.sshd,
      noLease,
      options,
    }
  }
}

const portTaken = 'BERTH_SSHD_PORT_TAKEN'

const planners = { up: planUp, attach: planAttachment, down: planDown } as const

/** Whether none of these hosts has a container of the name. */
function isNowhere({ observations }: ClusterObservation, hosts: readonly string[]): boolean {
  return hosts.every((host) => observations.get(host)?.state === 'absent')
}
