import { isDeepStrictEqual } from 'node:util'
import type { ClusterConfig, LeftOutBefore } from '@berth/core'
import { type RunRecord, recordedContainer } from './run-record.js'

/**
 * The hosts that recorded runs went on without, of those that are for the container of this config: unless a later run
 * has launched there.
 */
export function leftOutBefore(
  records: readonly RunRecord[],
  config: ClusterConfig,
): ReadonlyMap<string, LeftOutBefore> {
  const leftOut = new Map<string, LeftOutBefore>()
  const ofContainer = records.filter(({ container }) => isDeepStrictEqual(container, recordedContainer(config)))
  for (const { run, at, hosts, missing } of ofContainer.sort((a, b) => Date.parse(a.at) - Date.parse(b.at))) {
    for (const host of hosts) leftOut.delete(host)
    for (const [host, why] of Object.entries(missing)) leftOut.set(host, { ...why, run, at })
  }
  return leftOut
}
