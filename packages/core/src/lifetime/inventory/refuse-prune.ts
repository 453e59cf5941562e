import { type ErrorCode, groupHosts, hostLines, hostsText } from '../../errors/index.js'
import { machineName } from '../owners/owner-text.js'
import { describeOwner } from '../plan/describe.js'
import type { HostPlan } from '../plan/plan.js'
import { RefusalError } from '../plan/refusals/refusal-error.js'
import { perRunVerdict } from '../plan/verdicts/per-run-up.js'
import type { FoundContainer, FoundContainers } from './found-container.js'
import { containersToPrune } from './prune-containers.js'

/**
 * The refusal of a prune by a name that hosts have and whose containers all stay; null where one of them goes, or there
 * is none.
 */
export function pruneRefusal(found: FoundContainers, name: string): RefusalError | null {
  if (containersToPrune(found, { name }).length > 0) return null
  // Two engines of a host may have containers of one name.
  const named = new Map(
    [...found].flatMap(([host, { containers }]) => {
      const [first, ...more] = containers.filter((one) => one.name === name)
      return first === undefined ? [] : [[host, [first, ...more] as const] as const]
    }),
  )
  const [first] = [...named.values()].flat()
  if (first === undefined) return null
  const reasons = new Map([...named].map(([host, all]) => [host, all.map(reasonOf).join('\n')]))
  const remedies = new Map([...named].map(([host, all]) => [host, [...new Set(all.map(remedyOf))].join(' ')]))
  const refusal = {
    code: codeOf(first),
    message: `nothing was removed, because ${name} stays\n${hostLines(reasons).text}`,
    remedy: groupHosts(remedies).map(({ hosts, value }) => `On ${hostsText(hosts)}: ${value}`),
    hosts: [...named.keys()].sort(),
  }
  const hosts = new Map([...named].map(([host, [one]]) => [host, planOf(one, reasons.get(host) ?? '')]))
  const plan = {
    intent: 'down',
    lifetime: 'persistent',
    action: 'refuse',
    hosts,
    missing: new Map(),
    warnings: [],
    sshdPort: null,
    refusal,
  } as const
  return new RefusalError('prune', refusal, plan)
}

function reasonOf({ verdict, reason, berth }: FoundContainer): string {
  return `${verdict}: ${reason}${berth === null ? '' : `, of ${describeOwner(berth)}`}`
}

/** What refuses an `up` in its place; what such an `up` would use is somebody's. */
function codeOf({ situation }: FoundContainer): ErrorCode {
  if (situation === 'unknown') return 'BERTH_PROBE_UNTRUSTED'
  const verdict = perRunVerdict(situation, [])
  return verdict.action === 'refuse' ? verdict.code : 'BERTH_IN_USE'
}

function remedyOf({ situation, berth, whose }: FoundContainer): string {
  if (situation === 'unknown') return 'look again when its engine is done with it.'
  if (berth === null) return 'leave it to whoever made it: its labels cannot be read, so Berth never removes it.'
  if (whose === 'mine')
    return 'it is yours, and in its place: take it down with the cluster file that it was brought up by.'
  return `leave it to user ${berth.owner.user} on ${machineName(berth.owner)}, or ask there.`
}

function planOf({ id, name, labels, state }: FoundContainer, reason: string): HostPlan {
  const nothing = { provision: false, drift: null, compensation: 'none' } as const
  return { state, action: 'none', reason, container: { id, name, labels }, ...nothing }
}
