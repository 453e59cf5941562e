import type { Observation, ObservedContainer } from '../../contract/index.js'
import { type BerthLabels, readLabels } from './labels.js'
import type { OwnerStanding, Run } from './run.js'

/** Who owns a container, as far as the policy tells owners apart. */
export type Ownership =
  | { readonly by: 'nobody known' }
  | { readonly by: 'this run' | 'another run'; readonly labels: BerthLabels; readonly standing: OwnerStanding }

/** The facts that ownership is decided by. */
export interface OwnershipContext {
  readonly cluster: string
  readonly run: Run
  /** Standing of each run that was seen, by its id; see {@link seenRuns}. */
  readonly standings: ReadonlyMap<string, OwnerStanding>
}

/** Decides whose a container is: ours only with Berth's labels for this cluster name and this user. */
export function ownershipOf(container: ObservedContainer, { cluster, run, standings }: OwnershipContext): Ownership {
  const labels = ourLabels(container, cluster, run.owner.user)
  if (labels === null) return { by: 'nobody known' }
  return {
    by: labels.run === run.id ? 'this run' : 'another run',
    labels,
    standing: standings.get(labels.run) ?? 'unknown',
  }
}

/** Berth's labels on a container, if they say that it is ours. */
export function ourLabels(
  { labels }: Pick<ObservedContainer, 'labels'>,
  cluster: string,
  user: string,
): BerthLabels | null {
  const read = readLabels(labels)
  return read !== null && read.cluster === cluster && read.owner.user === user ? read : null
}

/** The labels of every run among the observations, by run id: the runs whose standings are asked for. */
export function seenRuns(observations: Iterable<Observation>): Map<string, BerthLabels> {
  const runs = new Map<string, BerthLabels>()
  for (const observation of observations) {
    if (observation.state !== 'running' && observation.state !== 'stopped') continue
    const labels = readLabels(observation.container.labels)
    if (labels !== null) runs.set(labels.run, labels)
  }
  return runs
}
