import { type BerthError, leavesContainers, type Plan, shortLine } from '@berth/core'
import type { RecordedMissing, RunRecord } from '../../runs/index.js'
import { isOfContainer, recordedContainer } from '../../runs/run-record.js'
import type { CliCluster, CliEnvironment } from '../environment.js'

/** Characters of why a host was left out that a record keeps. */
const longestReason = 300

/**
 * Writes down what an `up` came to: the hosts that it went on without, for later processes to go on without them too,
 * and of earlier records that the hosts which it worked on are not missing any more. `known`: the hosts that were
 * missing before, of which their own records tell.
 */
export async function rememberMissing(
  plan: Plan | null,
  known: ReadonlySet<string>,
  { config, run }: Pick<CliCluster, 'config' | 'run'>,
  { openRuns, user, now }: Pick<CliEnvironment, 'openRuns' | 'user' | 'now'>,
): Promise<void> {
  if (plan === null) return
  const runs = await openRuns()
  const records = runs.list(config.clusterName, user).filter((record) => isOfContainer(record, config))
  // Where nothing was left of the earlier set, those are missing that this `up` went on without.
  const isAnew = [...plan.hosts.values()].every(({ action }) => action === 'launch')
  for (const record of records) {
    const missing = Object.entries(record.missing).filter(([host]) => !plan.hosts.has(host))
    if (missing.length === Object.keys(record.missing).length) continue
    if (record.hosts.length + missing.length === 0) runs.remove(record.run)
    else runs.write({ ...record, missing: Object.fromEntries(missing) })
  }
  const missing = [...plan.missing].filter(([host]) => isAnew || !known.has(host))
  if (missing.length === 0) return
  const nothing = { run: run.id, cluster: config.clusterName, user, container: recordedContainer(config) }
  const own: RunRecord = records.find((record) => record.run === run.id) ?? {
    ...nothing,
    ...{ hosts: [], engines: {}, missing: {}, at: now().toISOString() },
  }
  const gone = new Set(missing.flatMap(([host, error]) => (leavesContainers(error) ? [] : [host])))
  runs.write({
    ...own,
    hosts: own.hosts.filter((host) => !gone.has(host)),
    missing: Object.fromEntries(missing.map(([host, error]) => [host, recorded(error)])),
  })
}

function recorded(error: BerthError): RecordedMissing {
  const [reason = ''] = error.reason.split('\n')
  return {
    code: error.code,
    reason: `${error.operation}: ${shortLine(reason, longestReason)}`,
    left: leavesContainers(error),
  }
}
