import type { ObservedContainer } from '../../contract/index.js'
import type { OwnerStanding } from '../owners/run.js'

/**
 * Seconds within which a run of whose process nothing is known may still be launching and provisioning: both limits
 * together.
 */
const longestBringUp = 900 + 600

/** Whether the run that made a container may still be bringing it up. `now` is the host's clock, in seconds. */
export function mayBeBringingUp(
  standing: OwnerStanding,
  { createdAt }: Pick<ObservedContainer, 'createdAt'>,
  now: number | undefined,
): boolean {
  switch (standing) {
    case 'alive':
      return true
    case 'dead':
    case 'handed_over':
      return false
    case 'unknown': {
      const created = Date.parse(createdAt) / 1000
      return now === undefined || Number.isNaN(created) || now - created < longestBringUp
    }
    default:
      return standing satisfies never
  }
}
