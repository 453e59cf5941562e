import type { Lifetime } from '../../config/index.js'
import type { ContainerHandle, ContainerState } from '../../contract/index.js'
import type { BerthError, ErrorCode, Remedy } from '../../errors/index.js'
import type { SpecDifference } from '../spec/requested-spec.js'

/** What a call wants: `attach` finds what is there and never launches. */
export type Intent = 'up' | 'attach' | 'down'

/** What is done on one host. `replace` removes the observed container, by its id, then launches. */
export type HostAction = 'none' | 'use' | 'restart' | 'launch' | 'replace' | 'remove'

/** What is done on all hosts together. */
export type PlanAction = 'none' | 'use' | 'attach' | 'restart' | 'launch' | 'repair' | 'remove' | 'refuse'

/** What the policy decided for one host. */
export interface HostPlan {
  readonly state: ContainerState
  readonly action: HostAction
  /** Why this action, for the user. */
  readonly reason: string
  /** The observed container; what `restart`, `replace` and `remove` act on, by its id. Null where there is none. */
  readonly container: ContainerHandle | null
  /** Whether the setup script runs on this host. */
  readonly provision: boolean
  /**
   * In what the container differs from what the cluster file asks for now: empty where it does not, one difference of
   * `berth.spec` where its label cannot be read; null where there is no container of ours. A container that is kept
   * stays as it is.
   */
  readonly drift: readonly SpecDifference[] | null
  /** What undoes the action if a later step fails: only what this plan's execution created is ever removed. */
  readonly compensation: 'none' | 'remove what was created'
}

/** Why nothing is done at all, and what the user can do about it. */
export interface Refusal {
  readonly code: ErrorCode
  readonly message: string
  readonly remedy: Remedy
  /** The hosts that the refusal is about, sorted. */
  readonly hosts: readonly string[]
  /** The hosts of the refusal that could not be reached, sorted. Absent where all were reached. */
  readonly unreachable?: readonly string[]
  /** Code of the error by which a host could not be reached. Default is `BERTH_HOST_UNREACHABLE`, of those hosts. */
  readonly codes?: Readonly<Record<string, ErrorCode>>
}

/**
 * What the policy decided from all observations. A plan is a value: making a plan changes nothing, and equal
 * observations make equal plans.
 */
export interface Plan {
  readonly intent: Intent
  readonly lifetime: Lifetime
  readonly action: PlanAction
  /** Every host of the cluster but the missing, in sorted order. */
  readonly hosts: ReadonlyMap<string, HostPlan>
  /** The hosts that the call goes on without, as many as may fail, each with why; see `PlanOptions.maxFailures`. */
  readonly missing: ReadonlyMap<string, BerthError>
  readonly warnings: readonly string[]
  /** The TCP port of the sshd that an `up` sees to in each container; null where it sees to none. */
  readonly sshdPort: number | null
  /** Set exactly when `action` is `refuse`; then every host's action is `none`. */
  readonly refusal: Refusal | null
}
