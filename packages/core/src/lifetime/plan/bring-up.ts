import type { ObservedContainer } from '../../contract/index.js'
import { timeLimits } from '../../program/time-limits.js'
import { provisionLimit } from '../../provision/index.js'
import { sshdLimit } from '../../sshd/index.js'
import type { OwnerStanding } from '../owners/run.js'

/** Seconds that an `up` takes at most: the limits of all its steps together. */
export const longestBringUp: number =
  (timeLimits.pullingOrStarting + // the image
    timeLimits.pullingOrStarting + // the launch on the first host
    timeLimits.pullingOrStarting + // the launches on the others, which follow it
    provisionLimit +
    sshdLimit) /
  1000

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
      return false
    case 'unknown': {
      const created = Date.parse(createdAt) / 1000
      return now === undefined || Number.isNaN(created) || now - created < longestBringUp
    }
    default:
      return standing satisfies never
  }
}

/**
 * When the run that made a container has surely done bringing it up, by the host's clock: RFC 3339. Null where that is
 * unknown, or over already, so that only its process says when it is done. `now`, in seconds, may be unknown.
 */
export function latestBringUp({ createdAt }: Pick<ObservedContainer, 'createdAt'>, now: number | null): string | null {
  const latest = Date.parse(createdAt) / 1000 + longestBringUp
  return Number.isNaN(latest) || (now !== null && now >= latest) ? null : new Date(latest * 1000).toISOString()
}
