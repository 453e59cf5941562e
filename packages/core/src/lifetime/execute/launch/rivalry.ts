import { isDeepStrictEqual } from 'node:util'
import type { Observation } from '../../../contract/index.js'
import type { Inside } from '../../inside/inside.js'
import { insideOf } from '../../inside/inside-of.js'
import { goesFirst } from '../../owners/goes-first.js'
import { readLabels } from '../../owners/labels.js'
import type { Owner, OwnerStanding, Run } from '../../owners/run.js'

/** What a launch does whose name another container has: tries again, waits for the other to give way, or gives way. */
export type Rivalry = 'free' | 'wait' | 'give way'

/**
 * Decides between two runs that race for one name. A run that has launched on all its hosts is the winner. Of two that
 * have not, the one that goes first waits for the other, which gives way as soon as it meets the first anywhere, or has
 * launched on all its hosts before: so no two ever wait for each other, and one of all goes on. A holder that nobody
 * will take away, for Berth did not make it or its process is dead, is not waited for.
 */
export function rivalry(seen: Observation, run: Run, standingOf: (owner: Owner) => OwnerStanding): Rivalry {
  switch (seen.state) {
    case 'absent':
      return 'free'
    case 'unknown':
      return 'wait'
    case 'running':
    case 'stopped': {
      const labels = readLabels(seen.container.labels)
      if (labels === null) return 'give way'
      const holder = { id: labels.run, owner: labels.owner }
      if (isDeepStrictEqual(holder, run) || standingOf(holder.owner) === 'dead') return 'give way'
      if (hasLaunched(insideOf(seen.container, labels))) return 'give way'
      return goesFirst(run, holder) ? 'wait' : 'give way'
    }
    default:
      return seen satisfies never
  }
}

/** Whether a container shows that its run has launched everywhere: provisioning begins only then. */
function hasLaunched(inside: Inside | null): boolean {
  if (inside === null || 'unreadable' in inside) return false
  return inside.committed || inside.provisioning !== null || inside.marker.state !== 'none'
}
