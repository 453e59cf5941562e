import type { Lifetime } from '../../../config/index.js'
import type { ContainerKind, Situation } from '../situation.js'
import { downVerdict } from './down.js'
import { perRunVerdict } from './per-run-up.js'

/** The calls that may remove containers, each as the command line makes it. */
export const removalCalls = [
  'up',
  'up, replace in_use',
  'up, replace foreign',
  'down',
  'down, its run named',
  'down, destroy',
  'down, destroy, its run named',
  'undo',
] as const

/** A call that may remove containers. `undo`: an `up` that fails takes back what it did. */
export type RemovalCall = (typeof removalCalls)[number]

/**
 * Whether a call removes a container that is there when it begins. Made of the rules themselves: what this says is what
 * `up` and `down` do.
 */
export function mayRemove(lifetime: Lifetime, situation: Situation, call: RemovalCall): boolean {
  const down = { lifetime, leftovers: true, notAskedFor: false, maker: null }
  const named = asNamed(situation)
  switch (call) {
    case 'up':
      return upRemoves(lifetime, situation, [])
    case 'up, replace in_use':
      return upRemoves(lifetime, situation, ['in_use'])
    case 'up, replace foreign':
      return upRemoves(lifetime, situation, ['foreign'])
    case 'down':
      return downVerdict(situation, { ...down, destroy: false, named: false }).action === 'remove'
    case 'down, its run named':
      return downVerdict(named, { ...down, destroy: false, named: true }).action === 'remove'
    case 'down, destroy':
      return downVerdict(situation, { ...down, destroy: true, named: false }).action === 'remove'
    case 'down, destroy, its run named':
      return downVerdict(named, { ...down, destroy: true, named: true }).action === 'remove'
    case 'undo':
      // An undo takes back what its own `up` has launched, and nothing that was there before.
      return false
    default:
      return call satisfies never
  }
}

/** Only under per_run does an `up` make room for what it launches. */
function upRemoves(lifetime: Lifetime, situation: Situation, replace: Parameters<typeof perRunVerdict>[1]): boolean {
  return lifetime === 'per_run' && perRunVerdict(situation, replace).action === 'replace'
}

/** The situation of the same container of this cluster, when the user has named its run. */
function asNamed(situation: Situation): Situation {
  if (situation === 'absent') return situation
  const [state, kind] = partsOf(situation)
  return `${state} ${kind === 'persistent of another machine' ? 'persistent' : kind}`
}

function partsOf(situation: Exclude<Situation, 'absent'>): ['running' | 'stopped', ContainerKind] {
  const state = situation.startsWith('running ') ? 'running' : 'stopped'
  return [state, situation.slice(state.length + 1) as ContainerKind]
}
