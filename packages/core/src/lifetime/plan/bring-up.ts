import type { ObservedContainer } from '../../contract/index.js'
import { timeLimits } from '../../program/time-limits.js'
import { provisionLimit } from '../../provision/index.js'
import { sshdLimit } from '../../sshd/index.js'
import { turnsOf } from '../owners/labels.js'
import type { OwnerStanding } from '../owners/run.js'

/**
 * Seconds that an `up` takes at most whose setup scripts run in so many turns: the limits of all its steps together.
 * Default is one turn.
 */
export function longestBringUp(turns: number = 1): number {
  const { pullingOrStarting } = timeLimits
  const [image, firstLaunch, launchesAfterIt] = [pullingOrStarting, pullingOrStarting, pullingOrStarting]
  return (image + firstLaunch + launchesAfterIt + turns * provisionLimit + sshdLimit) / 1000
}

/** What tells how long the `up` that made a container may take. */
type Made = Pick<ObservedContainer, 'createdAt' | 'labels'>

/** Whether the run that made a container may still be bringing it up. `now` is the host's clock, in seconds. */
export function mayBeBringingUp(
  standing: OwnerStanding,
  { createdAt, labels }: Made,
  now: number | undefined,
): boolean {
  switch (standing) {
    case 'alive':
      return true
    case 'dead':
      return false
    case 'unknown': {
      const created = Date.parse(createdAt) / 1000
      return now === undefined || Number.isNaN(created) || now - created < longestBringUp(turnsOf(labels))
    }
    default:
      return standing satisfies never
  }
}

/**
 * When the run that made a container has surely done bringing it up, by the host's clock: RFC 3339. Null where that is
 * unknown, or over already, so that only its process says when it is done. `now`, in seconds, may be unknown.
 */
export function latestBringUp({ createdAt, labels }: Made, now: number | null): string | null {
  const latest = Date.parse(createdAt) / 1000 + longestBringUp(turnsOf(labels))
  return Number.isNaN(latest) || (now !== null && now >= latest) ? null : new Date(latest * 1000).toISOString()
}
