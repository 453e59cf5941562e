import type { Situation } from '../situation.js'
import { downVerdict } from './down.js'
import { perRunVerdict } from './per-run-up.js'

/** The calls of `berth prune`, in which no lifetime of a cluster file has a say. */
export const pruneCalls = ['prune', 'prune, by its name'] as const

/** A call of `berth prune`. */
export type PruneCall = (typeof pruneCalls)[number]

/**
 * Whether a prune removes a container, by the rules of the other calls: what an `up` of the container's own cluster
 * makes room from without being told to; and, of containers that are named, what a `down --destroy` of their own
 * cluster removes.
 */
export function mayPrune(situation: Situation, call: PruneCall): boolean {
  if (perRunVerdict(situation, []).action === 'replace') return true
  switch (call) {
    case 'prune':
      return false
    case 'prune, by its name':
      return downVerdict(situation, ownDestroy).action === 'remove'
    default:
      return call satisfies never
  }
}

/** A `down --destroy` of the cluster that the container is of. */
const ownDestroy = {
  lifetime: 'persistent',
  destroy: true,
  leftovers: true,
  named: false,
  notAskedFor: false,
  maker: null,
} as const
