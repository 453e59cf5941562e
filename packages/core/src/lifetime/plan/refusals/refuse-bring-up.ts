import { insideOf } from '../../inside/inside-of.js'
import { isKnown } from '../../owners/ownership.js'
import { setupScriptOf } from '../../spec/requested-spec.js'
import { latestBringUp, mayBeBringingUp } from '../bring-up.js'
import type { UpContext } from '../decision.js'
import type { Refusal } from '../plan.js'
import type { PlanInput } from '../plan-input.js'
import { containerOf, type HostSituation, type KnownSituation } from '../situation.js'
import { refusal } from './refuse.js'

/**
 * A persistent set that another process is bringing up right now is not used, completed or restarted under the hands of
 * that process.
 */
export function refuseBringUp({ situations, input }: UpContext): Refusal | null {
  const inProgress = situations.filter((situation) => isBroughtUp(situation, input))
  return inProgress.length === 0 ? null : refuseBroughtUp(inProgress)
}

/** The refusal where other processes are bringing containers up: whom to wait for, and until when at most. */
export function refuseBroughtUp(situations: readonly HostSituation[]): Refusal {
  const latest = situations.flatMap((situation) => {
    const container = containerOf(situation)
    if (container === null || !isKnown(situation.ownership)) return []
    const inside = insideOf(container, situation.ownership.labels)
    return latestBringUp(container, inside !== null && 'now' in inside ? inside.now : null) ?? []
  })
  const until =
    latest.length === 0 ? '' : ` By ${latest.sort().at(-1)}, by the clock of the hosts, it is over in any case.`
  return refusal(
    'BERTH_PROVISIONING',
    'another run is launching or provisioning these containers right now',
    `Wait until it is done, then run this again.${until}`,
    situations,
  )
}

/** The run that launched a container is the one to provision it, until the run is known to be gone. */
function isBroughtUp(situation: KnownSituation, { run, standings, facts }: PlanInput): boolean {
  const { host, ownership } = situation
  const container = containerOf(situation)
  if (container === null || !isKnown(ownership) || ownership.labels.lifetime !== 'persistent') return false
  const { labels, standing, by } = ownership
  const inside = insideOf(container, labels)
  if (inside !== null && !('unreadable' in inside)) {
    // A process that lives in the container has the last word.
    if (inside.provisioning !== null) return true
    if (inside.marker.state === 'provisioning')
      return inside.marker.run !== run.id && standings.get(inside.marker.run) === 'alive'
    if (inside.committed || inside.marker.state !== 'none') return false
  }
  if (by === 'this run') return false
  const unfinished = inside === null ? container.startedAt === null : setupScriptOf(labels.spec) !== null
  return unfinished && mayBeBringingUp(standing, container, facts.get(host)?.now)
}
