import { groupHosts } from '../errors/index.js'
import { parseMarker } from '../provision/index.js'
import type { UpContext } from './decision.js'
import { hostList } from './describe.js'
import type { Refusal } from './plan.js'
import type { PlanInput } from './plan-input.js'
import { refusal } from './refuse.js'
import { setupScriptOf } from './requested-spec.js'
import type { OwnerStanding } from './run.js'
import { containerOf, type KnownSituation } from './situation.js'

/** What the markers say, before it is known which containers are kept. */
export interface ProvisioningPlan {
  readonly refusal: Refusal | null
  /** Hosts with a container of ours that was never provisioned. */
  readonly hosts: ReadonlySet<string>
  readonly warnings: readonly string[]
}

/** Seconds within which a run of whose process nothing is known may still be launching and provisioning: both limits together. */
const longestBringUp = 900 + 600

/** Reads every container's provisioning marker. A container that another run is about to provision stops everything. */
export function planProvisioning({ situations, input }: UpContext): ProvisioningPlan {
  const inProgress: KnownSituation[] = []
  const hosts = new Set<string>()
  const warnings = new Map<string, string>()
  for (const situation of situations) {
    const need = provisioningNeed(situation, input)
    if (need === 'in progress') inProgress.push(situation)
    else if (need === 'provision') hosts.add(situation.host)
    else if (need !== 'none') warnings.set(situation.host, need.warning)
  }
  const refused = inProgress.length === 0 ? null : refuseInProgress(inProgress)
  const texts = groupHosts(warnings).map(({ hosts: alike, value }) => `${hostList(alike)}: ${value}`)
  return { refusal: refused, hosts, warnings: texts }
}

type Need = 'none' | 'provision' | 'in progress' | { readonly warning: string }

/** What one host's marker asks for. The run that launched a container is the one to provision it, until it is known to be gone. */
function provisioningNeed(situation: KnownSituation, input: PlanInput): Need {
  const { ownership } = situation
  const container = containerOf(situation)
  if (container === null || ownership === null || ownership.by === 'nobody known') return 'none'
  const { labels, standing } = ownership
  const marker = parseMarker(container.marker)
  switch (marker.state) {
    case 'done':
      return input.setupScript === null || marker.scriptHash === input.setupScript
        ? 'none'
        : { warning: 'it was provisioned with another setup script, which is not run again' }
    case 'provisioning':
      // Where no process is known to be at it, the claim inside the container has the last word.
      if (marker.run !== input.run.id && input.standings.get(marker.run) === 'alive') return 'in progress'
      if (input.setupScript !== null) return 'provision'
      return { warning: 'its setup script was begun and never finished' }
    case 'none':
      if (
        ownership.by === 'another run' &&
        setupScriptOf(labels.spec) !== null &&
        mayBeAtWork(standing, situation, input)
      )
        return 'in progress'
      return input.setupScript === null ? 'none' : 'provision'
    case 'unreadable':
      return {
        warning:
          'its provisioning marker cannot be read, so whether it was provisioned is unknown; it is used as it is',
      }
    default:
      return marker satisfies never
  }
}

function mayBeAtWork(standing: OwnerStanding, situation: KnownSituation, input: PlanInput): boolean {
  switch (standing) {
    case 'alive':
      return true
    case 'dead':
    case 'handed_over':
      return false
    case 'unknown': {
      const now = input.facts.get(situation.host)?.now
      const created = Date.parse(containerOf(situation)?.createdAt ?? '') / 1000
      return now === undefined || Number.isNaN(created) || now - created < longestBringUp
    }
    default:
      return standing satisfies never
  }
}

function refuseInProgress(situations: readonly KnownSituation[]): Refusal {
  return refusal(
    'BERTH_PROVISIONING',
    'another run is launching or provisioning these containers right now',
    'Wait until it is done, then run this again. If that run is gone for good, remove its containers, or wait until its time is up.',
    situations,
  )
}
