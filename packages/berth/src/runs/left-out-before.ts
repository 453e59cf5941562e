import type { ClusterConfig, LeftOutBefore } from '@berth/core'
import { isOfContainer, type RunRecord } from './run-record.js'

/**
 * The hosts that recorded runs went on without, of those that are for the container of this config: unless a later run
 * has launched there. Where any of them has launched, something may be left.
 */
export function leftOutBefore(
  records: readonly RunRecord[],
  config: ClusterConfig,
): ReadonlyMap<string, LeftOutBefore> {
  const leftOut = new Map<string, LeftOutBefore>()
  const ofContainer = records.filter((record) => isOfContainer(record, config))
  const launched = new Set(ofContainer.flatMap(({ hosts }) => hosts))
  for (const { run, at, hosts, missing } of ofContainer.sort((a, b) => Date.parse(a.at) - Date.parse(b.at))) {
    for (const host of hosts) leftOut.delete(host)
    for (const [host, why] of Object.entries(missing))
      leftOut.set(host, { ...why, left: why.left || launched.has(host), run, at })
  }
  return leftOut
}
