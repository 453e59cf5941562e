import { isDeepStrictEqual } from 'node:util'
import type { ObservedContainer } from '../../contract/index.js'
import type { Claim } from '../inside/claim.js'
import type { Inside } from '../inside/inside.js'
import { insideOf } from '../inside/inside-of.js'
import type { KnownOwnership, OwnershipContext } from '../owners/ownership.js'
import type { OwnerStanding, Run } from '../owners/run.js'
import { mayBeBringingUp } from './bring-up.js'

/** What is known of a container by which it is judged. */
export type JudgedContainer = Pick<ObservedContainer, 'labels' | 'createdAt' | 'startedAt' | 'inside'>

/** What a per_run container is to the process that plans. */
export type PerRunStanding = 'of this run' | 'leftover' | 'being brought up' | 'in use'

/**
 * Decides what a per_run container is to the process that plans. A process that lives, or may live, wins over all that
 * is written down elsewhere; what cannot be read is never taken for a leftover. `now` is the host's clock, in seconds.
 */
export function perRunStanding(
  container: JudgedContainer,
  ownership: KnownOwnership,
  context: Pick<OwnershipContext, 'run' | 'adoption' | 'standings'>,
  now: number | undefined,
): PerRunStanding {
  const { by, labels, standing } = ownership
  if (by === 'another machine' || by === 'somebody else') return 'in use'
  if (by === 'this run' && isDeepStrictEqual(labels.owner, context.run.owner)) return 'of this run'
  const inside = insideOf(container, labels)
  const adopted = by !== 'mine' || (context.adoption.handedOver && labels.handedOver)
  if (inside === null) {
    if (container.startedAt === null && mayBeBringingUp(standing, container, now)) return 'being brought up'
    return adopted ? 'of this run' : 'leftover'
  }
  const left = othersClaims(inside, context).length > 0 ? 'in use' : 'leftover'
  switch (progress(inside, standing, mayBeBringingUp(standing, container, now))) {
    case 'under way':
      return 'being brought up'
    case 'unreadable':
      return by !== 'mine' || (adopted && standing === 'dead') ? 'of this run' : 'in use'
    case 'done':
      if (adopted) return 'of this run'
      return labels.handedOver || standing !== 'dead' ? 'in use' : left
    case 'given up':
      if (by !== 'mine') return 'of this run'
      return labels.handedOver || standing === 'dead' ? left : 'in use'
  }
}

/** How far the `up` that launched a container came. `given up`: its time is over, or its process is gone. */
type Progress = 'under way' | 'done' | 'given up' | 'unreadable'

function progress(inside: Inside, standing: OwnerStanding, mayBeUnderWay: boolean): Progress {
  if ('unreadable' in inside) return standing === 'alive' ? 'under way' : 'unreadable'
  if (inside.provisioning !== null) return 'under way'
  if (inside.committed) return 'done'
  return mayBeUnderWay ? 'under way' : 'given up'
}

/** The claims of other processes on a container, but of those that are known to be gone. */
function othersClaims(
  inside: Inside | null,
  { run, standings }: { readonly run: Run; readonly standings: ReadonlyMap<string, OwnerStanding> },
): readonly Claim[] {
  if (inside === null || 'unreadable' in inside) return []
  return inside.claims.filter(
    (claim) => !isDeepStrictEqual({ id: claim.run, owner: claim.owner }, run) && standings.get(claim.run) !== 'dead',
  )
}
