import { type BerthError, hostsText } from '../../errors/index.js'
import type { ClusterEvent } from '../../lifetime/events.js'

/** The warning of a call that goes on without some of all hosts. `why`: `which failed`. */
export function goingOnWithout(
  missing: ReadonlyMap<string, BerthError>,
  all: readonly string[],
  why: string,
): ClusterEvent {
  const many = `${missing.size} of ${all.length} hosts, ${why}`
  return { type: 'warning', message: `going on without ${many}: ${hostsText(missing.keys())}` }
}
