import type { ContainerConfig } from '../../config/index.js'
import type { Observation } from '../../contract/index.js'
import type { BerthError, CommandScope } from '../../errors/index.js'
import type { MaxFailures } from '../../fanout/index.js'
import type { HostFacts } from '../observe/host-facts.js'
import type { PortHolders } from '../observe/port-holders.js'
import type { Adoption } from '../owners/adoption.js'
import type { OwnerStanding, Run } from '../owners/run.js'
import { type HostSituation, situationOf } from './situation.js'

/** All that a plan is made from. */
export interface PlanInput {
  readonly container: ContainerConfig
  /** Name of the cluster, as in the labels. */
  readonly cluster: string
  /**
   * What the `berth` commands of remedies are for: the cluster file, `hosts` unless they are all that it has, and the
   * runs that the user named.
   */
  readonly scope: CommandScope
  readonly run: Run
  readonly adoption: Adoption
  /** Every host that was asked; one without an observation counts as unknown. */
  readonly hosts: readonly string[]
  /** Those of the hosts that the call goes on without whatever is seen of them, each with why. Default is none. */
  readonly leftOut?: ReadonlyMap<string, BerthError>
  readonly observations: ReadonlyMap<string, Observation>
  /** The facts of hosts; only needed of hosts that would launch. */
  readonly facts: ReadonlyMap<string, HostFacts>
  /** Standing of each run seen among the observations; a run that is missing counts as unknown. */
  readonly standings: ReadonlyMap<string, OwnerStanding>
  /** SHA-256 of the setup script; null for none. */
  readonly setupScript: string | null
  /** Whether each container is to have an sshd of Berth's. */
  readonly sshd: boolean
  /** For each host, the containers of Berth's whose sshd may have a port. Default is that none is known. */
  readonly portHolders?: ReadonlyMap<string, PortHolders>
  /** Why what is launched has no lease although it would have one; null where nothing is to be said. */
  readonly noLease: string | null
  readonly options: PlanOptions
}

/**
 * What `replace` may remove. `in_use`: per_run containers of other runs, whoever's they are. `foreign`: containers that
 * Berth did not make. Persistent containers, and those of Berth whose labels cannot be read, are neither.
 */
export type ReplaceWord = 'in_use' | 'foreign'

/** What a caller allows a plan to do. Options of a call, never keys of a file. */
export interface PlanOptions {
  /** What may be removed in order to launch, under per_run. Default is nothing. */
  readonly replace?: readonly ReplaceWord[]
  /**
   * `launch_missing`: complete a partial set, and take in the hosts again that an earlier `up` has left out. Default is
   * to refuse a partial set, and to go on without hosts that were left out.
   */
  readonly repair?: 'launch_missing'
  /**
   * How many hosts may fail: a number, or a share of the hosts of the call, `5%`, rounded down. As many are left out,
   * by whatever step they fail in: a host that cannot be reached, or whose state is unknown, too. What the policy
   * refuses is not among it. Default is none: one host that fails, and the call has failed.
   */
  readonly maxFailures?: MaxFailures
  /** `down` only: remove persistent containers too, of this user's. Default is false. */
  readonly destroy?: boolean
}

/**
 * Every host's situation, in sorted order: none is ever left out. A run lets go of its containers all at once: while it
 * has not let go of one yet, it brings up the others too.
 */
export function situationsOf({ hosts, observations, ...context }: PlanInput): HostSituation[] {
  const apart = [...hosts].sort().map((host) => situationOf(host, observations.get(host) ?? unobserved, context))
  const broughtUp = new Set(
    apart.filter(({ situation }) => situation.endsWith(' being brought up')).flatMap((seen) => letGoBy(seen) ?? []),
  )
  return apart.map((seen) => {
    const run = letGoBy(seen)
    if (seen.situation !== 'running of this run' || run === null || !broughtUp.has(run)) return seen
    return { ...seen, situation: 'running being brought up' }
  })
}

/** The run of this user's that lets go of the container of a host; null for any other. */
function letGoBy({ ownership }: HostSituation): string | null {
  return ownership?.by === 'mine' && ownership.labels.handedOver ? ownership.labels.run : null
}

const unobserved: Observation = {
  state: 'unknown',
  reason: 'no answer came from this host',
  remedy: 'Run it again; if it stays, report it as a fault of Berth.',
  unreachable: false,
}
