import { insideOf } from '../../inside/inside-of.js'
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
  const { host, ownership } = situation
  const container = containerOf(situation)
  if (container === null || ownership === null || ownership.by === 'nobody known') return false
  const { labels, standing, by } = ownership
  if (labels.lifetime !== 'persistent') return false
  const inside = insideOf(container, labels)
  if (inside !== null && 'unreadable' in inside) return false
  if (inside !== null && inside.provisioning !== null) return true
  // Where no process is known to be provisioning, the claim inside the container has the last word.
  if (inside?.marker.state === 'provisioning')
    return inside.marker.run !== run.id && standings.get(inside.marker.run) === 'alive'
  if ((inside !== null && inside.marker.state !== 'none') || by === 'this run') return false
  const unfinished = inside === null ? container.startedAt === null : setupScriptOf(labels.spec) !== null
  return unfinished && mayBeBringingUp(standing, container, facts.get(host)?.now)
}
