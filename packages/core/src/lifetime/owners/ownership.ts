import type { ObservedContainer } from '../../contract/index.js'
import type { Adoption } from './adoption.js'
import { type BerthLabels, hasBerthLabels, readLabels } from './labels.js'
import type { OwnerStanding, Run } from './run.js'

/**
 * Who owns a container, as far as the policy tells owners apart. `nobody known`: it has no label of Berth's.
 * `unreadable`: it has, and they cannot be read, or are of another version.
 */
export type Ownership = { readonly by: 'nobody known' | 'unreadable' } | KnownOwnership

/** Whose a container is by labels that can be read. */
export interface KnownOwnership {
  /**
   * `named`: of a run that the user named. `mine`: of another run of this user's, by a record or by the machine.
   * `another machine`: of a user of this name on another machine, which may be somebody else. `somebody else`: of
   * another cluster or user.
   */
  readonly by: 'this run' | 'named' | 'mine' | 'another machine' | 'somebody else'
  readonly labels: BerthLabels
  readonly standing: OwnerStanding
}

/** The facts that ownership is decided by. */
export interface OwnershipContext {
  readonly cluster: string
  readonly run: Run
  readonly adoption: Adoption
  /** Standing of each run that was seen, by its id. */
  readonly standings: ReadonlyMap<string, OwnerStanding>
}

/** Decides whose a container is. */
export function ownershipOf(
  { labels: texts }: Pick<ObservedContainer, 'labels'>,
  context: OwnershipContext,
): Ownership {
  const labels = readLabels(texts)
  if (labels === null) return { by: hasBerthLabels(texts) ? 'unreadable' : 'nobody known' }
  return { by: ownerOf(labels, context), labels, standing: context.standings.get(labels.run) ?? 'unknown' }
}

function ownerOf(
  labels: BerthLabels,
  { cluster, run, adoption }: Omit<OwnershipContext, 'standings'>,
): KnownOwnership['by'] {
  const { user, machine } = run.owner
  if (labels.cluster !== cluster) return 'somebody else'
  if (adoption.runs.has(labels.run)) return 'named'
  if (labels.owner.user !== user) return 'somebody else'
  if (labels.run === run.id) return 'this run'
  return labels.owner.machine === machine || adoption.recorded.has(labels.run) ? 'mine' : 'another machine'
}

/** Whether the labels can be read; whose they are is another question. */
export function isKnown(ownership: Ownership | null): ownership is KnownOwnership {
  return ownership !== null && ownership.by !== 'nobody known' && ownership.by !== 'unreadable'
}

/** Whether a container is of this cluster, and of a user of this name: what may be used, restarted and provisioned. */
export function isOurs(ownership: Ownership | null): ownership is KnownOwnership {
  return isKnown(ownership) && ownership.by !== 'somebody else'
}

/** Berth's labels on a container, if they say that it is of this cluster and a user of this name. */
export function ourLabels(
  { labels }: Pick<ObservedContainer, 'labels'>,
  cluster: string,
  user: string,
): BerthLabels | null {
  const read = readLabels(labels)
  return read !== null && read.cluster === cluster && read.owner.user === user ? read : null
}
