import { groupHosts, hostsText } from '../../../errors/index.js'
import { insideOf } from '../../inside/inside-of.js'
import { isOurs } from '../../owners/ownership.js'
import { setupScriptOf } from '../../spec/requested-spec.js'
import type { UpContext } from '../decision.js'
import type { HostPlan, Intent } from '../plan.js'
import type { PlanInput } from '../plan-input.js'
import { containerOf, type KnownSituation } from '../situation.js'

/** What the markers of the kept containers ask for. */
export interface ProvisioningPlan {
  /** Hosts whose container of ours was never provisioned and is now. */
  readonly hosts: ReadonlySet<string>
  readonly warnings: readonly string[]
}

/**
 * Reads the marker of every container that is kept. Only `up` provisions, and never a container that it has no right to
 * change.
 */
export function planProvisioning(
  intent: Exclude<Intent, 'down'>,
  { situations, input }: UpContext,
  plans: ReadonlyMap<string, HostPlan>,
): ProvisioningPlan {
  const hosts = new Set<string>()
  const warnings = new Map<string, string>()
  for (const situation of situations) {
    const { host } = situation
    const action = plans.get(host)?.action
    if (action !== 'use' && action !== 'restart') continue
    const need = provisioningNeed(situation, input)
    if (need === 'provision' && intent === 'up') hosts.add(host)
    else if (need === 'provision') warnings.set(host, 'it was never provisioned, which attach does not do: run up')
    else if (need !== 'none') warnings.set(host, need.warning)
  }
  const texts = groupHosts(warnings).map(({ hosts: alike, value }) => `${hostsText(alike)}: ${value}`)
  return { hosts, warnings: texts }
}

type Need = 'none' | 'provision' | { readonly warning: string }

function provisioningNeed(situation: KnownSituation, { container: { lifetime }, setupScript }: PlanInput): Need {
  const { ownership } = situation
  const container = containerOf(situation)
  if (lifetime === 'no_launch' || container === null || !isOurs(ownership)) return 'none'
  const inside = insideOf(container, ownership.labels)
  if (inside !== null && 'unreadable' in inside) return unreadable
  // There is no looking into a container that does not run: whether it was provisioned, provisioning itself sees.
  const marker = inside?.marker ?? { state: 'none' }
  switch (marker.state) {
    case 'done':
      return setupScript === null || marker.scriptHash === setupScript
        ? 'none'
        : { warning: 'it was provisioned with another setup script, which is not run again' }
    case 'provisioning':
      return setupScript === null ? { warning: 'its setup script was begun and never finished' } : 'provision'
    case 'none':
      if (setupScript === null) return 'none'
      return setupScriptOf(ownership.labels.spec) === null ? launchedWithout : 'provision'
    case 'unreadable':
      return unreadable
    default:
      return marker satisfies never
  }
}

const unreadable: Need = {
  warning: 'its provisioning marker cannot be read, so whether it was provisioned is unknown; it is used as it is',
}

/** Its overlay is in use: what nobody asked for when it was made is not done to it later. */
const launchedWithout: Need = {
  warning:
    'it was launched without a setup script, so none is run in it now; do by hand what the script does, or have it launched anew',
}
