import { parseMarker } from '../../../provision/index.js'
import { setupScriptOf } from '../../spec/requested-spec.js'
import { mayBeBringingUp } from '../bring-up.js'
import type { UpContext } from '../decision.js'
import type { Refusal } from '../plan.js'
import type { PlanInput } from '../plan-input.js'
import { containerOf, type KnownSituation } from '../situation.js'
import { refusal } from './refuse.js'

/**
 * A persistent set that another run is bringing up right now is not used, completed or restarted under that run's
 * hands.
 */
export function refuseBringUp({ situations, input }: UpContext): Refusal | null {
  const inProgress = situations.filter((situation) => isBroughtUp(situation, input))
  if (inProgress.length === 0) return null
  return refusal(
    'BERTH_PROVISIONING',
    'another run is launching or provisioning these containers right now',
    'Wait until it is done, then run this again. If that run is gone for good, remove its containers, or wait until its time is up.',
    inProgress,
  )
}

/** The run that launched a container is the one to provision it, until the run is known to be gone. */
function isBroughtUp(situation: KnownSituation, { run, standings, facts }: PlanInput): boolean {
  const { host, ownership, observation } = situation
  const container = containerOf(situation)
  if (container === null || ownership === null || ownership.by === 'nobody known') return false
  const { labels, standing, by } = ownership
  if (labels.lifetime !== 'persistent') return false
  const marker = parseMarker(container.marker)
  // Where no process is known to be provisioning, the claim inside the container has the last word.
  if (marker.state === 'provisioning') return marker.run !== run.id && standings.get(marker.run) === 'alive'
  if (marker.state !== 'none' || by === 'this run') return false
  const created = observation.state === 'stopped' && container.startedAt === null
  const unfinished = created || setupScriptOf(labels.spec) !== null
  return unfinished && mayBeBringingUp(standing, container, facts.get(host)?.now)
}
