import type { HostPlan, PlanAction, Refusal } from './plan.js'
import type { PlanInput } from './plan-input.js'
import type { KnownSituation } from './situation.js'

/** The input of a lifetime's rule: no host is unknown any more. */
export interface UpContext {
  readonly situations: readonly KnownSituation[]
  readonly input: PlanInput
}

/** What a lifetime's rule decides, before images and provisioning are looked at. */
export type Decision =
  | {
      readonly action: Exclude<PlanAction, 'refuse'>
      readonly hosts: ReadonlyMap<string, HostPlan>
      readonly warnings?: readonly string[]
      /** Default is null: no sshd is seen to. */
      readonly sshdPort?: number | null
    }
  | { readonly refusal: Refusal }
