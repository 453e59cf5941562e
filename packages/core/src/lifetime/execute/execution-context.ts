import type { ClusterConfig, Distribution } from '../../config/index.js'
import type { ExecOptions } from '../../contract/index.js'
import type { CommandScope } from '../../errors/index.js'
import type { FailureBudget } from '../../fanout/index.js'
import type { SetupScript } from '../../provision/index.js'
import type { EventListener } from '../events.js'
import type { Claimant } from '../inside/commands.js'
import type { HostAccess } from '../observe/host-access.js'
import type { ClusterObservation } from '../observe/observe.js'
import type { Run } from '../owners/run.js'
import type { ThisMachine } from '../password/registry-password.js'
import type { GivenSource } from './given/given-source.js'
import type { Leases } from './leases.js'

/** What carrying out a plan needs, beside the plan. */
export interface ExecutionContext extends HostAccess {
  readonly config: ClusterConfig
  /** What the `berth` commands of remedies are for. */
  readonly scope: CommandScope
  readonly run: Run
  /** The last launch of the cluster object on each host: it claims nothing that it made itself. */
  readonly made: Map<string, string>
  /** Who claims what this call uses, and seals what it removes. */
  readonly claimant: Claimant
  /** Whether this process lets go of what it makes once all is done. */
  readonly handsOver: boolean
  /** Seconds of the lease of what is launched; null for none. */
  readonly lease: number | null
  /** The TCP port of the sshd that each container gets; null for none. */
  readonly sshdPort: number | null
  /** Renews the leases of the containers that are worked with. */
  readonly leases: Leases
  /** The observations that the plan was made from. */
  readonly observed: ClusterObservation
  /** Null: nothing is provisioned. */
  readonly setupScript: SetupScript | null
  /** Gives what a host's setup script prints to whoever asked for it. Default is nobody. */
  readonly setupListener?: (host: string) => NonNullable<ExecOptions['onOutput']>
  /** The hosts that the call goes on without. */
  readonly budget: FailureBudget
  /** On how many hosts the same kind of work is done at once. */
  readonly atOnce: {
    readonly pulls: number
    readonly setupScripts: number
    /** Where the call says it: on how many hosts an image is given. Default is that of pulls; all, in a fan-out. */
    readonly given?: number
  }
  /** Whether hosts hand an image that they are given on to others. Default is that many do. */
  readonly distribute: Distribution | null
  /** The image of this machine that the hosts are given. Default is none. */
  readonly given?: GivenSource
  /** Where the password of a registry is had from, if not on the hosts. */
  readonly thisMachine: ThisMachine
  readonly emit: EventListener
  readonly signal?: AbortSignal
  /** Leave the containers of a call that failed in place, to be looked at. */
  readonly keepFailed: boolean
}
