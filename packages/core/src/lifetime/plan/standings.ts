import type { Observation, ObservedContainer } from '../../contract/index.js'
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
  const present = [...observations].flatMap((seen) =>
    seen.state === 'running' || seen.state === 'stopped' ? [seen.container] : [],
  )
  return standingsOfContainers(present, standingOf)
}

/** {@link standingsOf} of containers. */
export function standingsOfContainers(
  containers: Iterable<Pick<ObservedContainer, 'labels' | 'inside'>>,
  standingOf: (owner: Owner) => OwnerStanding,
): ReadonlyMap<string, OwnerStanding> {
  const standings = new Map<string, OwnerStanding>()
  for (const container of containers) {
    for (const { run, owner } of seenRuns(container)) {
      const [before, now] = [standings.get(run), standingOf(owner)]
      if (before === undefined || livelier.indexOf(now) > livelier.indexOf(before)) standings.set(run, now)
    }
  }
  return standings
}

const livelier: readonly OwnerStanding[] = ['dead', 'unknown', 'alive']

function seenRuns(
  container: Pick<ObservedContainer, 'labels' | 'inside'>,
): readonly { readonly run: string; readonly owner: Owner }[] {
  const labels = readLabels(container.labels)
  if (labels === null) return []
  const inside = insideOf(container, labels)
  return [labels, ...(inside === null || 'unreadable' in inside ? [] : inside.claims)]
}
