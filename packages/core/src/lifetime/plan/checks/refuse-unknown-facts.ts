import { berthCommands } from '../../../errors/index.js'
import { hostList } from '../describe.js'
import type { Refusal } from '../plan.js'
import type { PlanInput } from '../plan-input.js'

/** Refuses a launch on hosts of which it is not known what they have; null where it is known of all. */
export function refuseUnknownFacts(launching: readonly string[], { facts, scope }: PlanInput): Refusal | null {
  const hosts = launching.filter((host) => !facts.has(host))
  if (hosts.length === 0) return null
  return {
    code: 'BERTH_PROBE_UNTRUSTED',
    message: `nothing was changed, because it is not known which paths and devices ${hostList(hosts)} have`,
    remedy: ['Look at the hosts again.', berthCommands.showStatus({ ...scope, hosts }, {})],
    hosts,
  }
}
