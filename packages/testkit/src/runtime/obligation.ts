import type { RuntimeCapabilities } from '@berth/core/adapter'
import type { Obligation } from '../suite/obligation.js'
import type { Stage } from './stage.js'

/** A capability that a runtime has or has not. */
type YesOrNoCapability = Exclude<keyof RuntimeCapabilities, 'outlives'>

/** One thing that every runtime owes, or every one that declares what it is about. */
export interface RuntimeObligation extends Obligation<Stage> {
  /** Owed only by runtimes that declare all of these. Default is none. */
  readonly needs?: readonly YesOrNoCapability[]
  /** Owed only by runtimes that do not declare this one. */
  readonly lacks?: YesOrNoCapability
}

/** What a runtime must have to launch anything at all; core launches nothing with one that has not. */
export const launches: readonly YesOrNoCapability[] = ['labels', 'detachedStart']

/** Whether a runtime with these capabilities owes it. */
export function isOwed({ needs = [], lacks }: RuntimeObligation, capabilities: RuntimeCapabilities): boolean {
  return needs.every((name) => capabilities[name]) && (lacks === undefined || !capabilities[lacks])
}
