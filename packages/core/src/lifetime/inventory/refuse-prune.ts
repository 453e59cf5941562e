import { hostLines } from '../../errors/index.js'
import { describeOwner } from '../plan/describe.js'
import type { HostPlan } from '../plan/plan.js'
import { RefusalError } from '../plan/refusals/refusal-error.js'
import type { FoundContainer, FoundContainers } from './found-container.js'
import { containersToPrune } from './prune-containers.js'

/**
 * The refusal of a prune by a name that hosts have and whose containers all stay; null where one of them goes, or there
 * is none.
 */
export function pruneRefusal(found: FoundContainers, name: string): RefusalError | null {
  if (containersToPrune(found, { name }).length > 0) return null
  const named = [...found.values()].flatMap(({ containers }) => containers.filter((one) => one.name === name))
  const [first] = named
  if (first === undefined) return null
  const reasons = new Map(named.map((container) => [container.host, reasonOf(container)]))
  const refusal = {
    code: codeOf(first),
    message: `nothing was removed, because ${name} stays\n${hostLines(reasons).text}`,
    remedy: 'Leave it to who works with it, or to whom it belongs.',
    hosts: [...reasons.keys()].sort(),
  }
  const hosts = new Map(named.map((container) => [container.host, planOf(container)]))
  const plan = {
    intent: 'down',
    lifetime: 'persistent',
    action: 'refuse',
    hosts,
    missing: new Map(),
    warnings: [],
    refusal,
  } as const
  return new RefusalError('prune', refusal, plan)
}

function reasonOf({ verdict, reason, berth }: FoundContainer): string {
  return `${verdict}: ${reason}${berth === null ? '' : `, of ${describeOwner(berth)}`}`
}

function codeOf({
  situation,
  verdict,
}: FoundContainer): 'BERTH_OVERLAY_AT_RISK' | 'BERTH_IN_USE' | 'BERTH_PROBE_UNTRUSTED' {
  if (situation === 'unknown') return 'BERTH_PROBE_UNTRUSTED'
  return / (persistent|unreadable)/.test(situation) && verdict !== 'in use' ? 'BERTH_OVERLAY_AT_RISK' : 'BERTH_IN_USE'
}

function planOf(container: FoundContainer): HostPlan {
  const { id, name, labels, state } = container
  const nothing = { provision: false, drift: null, compensation: 'none' } as const
  return { state, action: 'none', reason: reasonOf(container), container: { id, name, labels }, ...nothing }
}
