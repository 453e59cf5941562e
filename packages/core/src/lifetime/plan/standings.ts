import type { Observation } from '../../contract/index.js'
import { insideOf } from '../inside/inside-of.js'
import { readLabels } from '../owners/labels.js'
import type { Owner, OwnerStanding } from '../owners/run.js'

/**
 * The standing of every run that is named on a container or claims one, by its id. Where several processes work for one
 * run, the one that may live longest counts.
 */
export function standingsOf(
  observations: Iterable<Observation>,
  standingOf: (owner: Owner) => OwnerStanding,
): ReadonlyMap<string, OwnerStanding> {
  const standings = new Map<string, OwnerStanding>()
  for (const observation of observations) {
    for (const { run, owner } of seenRuns(observation)) {
      const [before, now] = [standings.get(run), standingOf(owner)]
      if (before === undefined || livelier.indexOf(now) > livelier.indexOf(before)) standings.set(run, now)
    }
  }
  return standings
}

const livelier: readonly OwnerStanding[] = ['dead', 'unknown', 'alive']

function seenRuns(observation: Observation): readonly { readonly run: string; readonly owner: Owner }[] {
  if (observation.state !== 'running' && observation.state !== 'stopped') return []
  const labels = readLabels(observation.container.labels)
  if (labels === null) return []
  const inside = insideOf(observation.container, labels)
  return [labels, ...(inside === null || 'unreadable' in inside ? [] : inside.claims)]
}
