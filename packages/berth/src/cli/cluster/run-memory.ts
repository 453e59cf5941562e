import {
  type ClusterConfig,
  type HostPlan,
  type LaunchIntent,
  labelNames,
  leavesContainers,
  type Plan,
} from '@berth/core'
import { kindsOf } from '../../kinds-of.js'
import type { RunRecord } from '../../runs/index.js'
import { isOfContainer, recordedContainer } from '../../runs/run-record.js'
import type { CliCluster, CliEnvironment } from '../environment.js'

/** The record of a run that is about to launch. */
export function recordOf(
  { run, hosts, engines }: LaunchIntent,
  config: ClusterConfig,
  { user, now }: Pick<CliEnvironment, 'user' | 'now'>,
): RunRecord {
  const recorded = [...engines].map(([host, { reachedBy, id }]) => [host, { reachedBy, engineId: id }] as const)
  return {
    run: run.id,
    cluster: config.clusterName,
    user,
    container: recordedContainer(config),
    hosts,
    engines: Object.fromEntries(recorded),
    missing: {},
    at: now().toISOString(),
  }
}

/** Whether a failed `up` left containers behind. */
export function leftSomething(error: unknown, keepFailed: boolean): boolean {
  if (leavesContainers(error)) return true
  const kinds = kindsOf(error)
  return keepFailed && !kinds.has('refused') && !kinds.has('usage')
}

/** Milliseconds after which whoever has launched is surely done, with the longest of setup scripts. */
const launchIsOver = 24 * 60 * 60 * 1000

/**
 * Forgets the runs whose containers a `down` has looked for on all hosts, and of which it left nothing: those that it
 * removed everywhere, and those of which it saw nothing. A run that began to launch not long ago may be launching yet,
 * and is not forgotten because nothing is there. Which hosts a run went on without is remembered until the set is gone.
 */
export async function forgetRuns(
  plan: Plan | null,
  { config }: CliCluster,
  { openRuns, user, now }: CliEnvironment,
): Promise<void> {
  if (plan === null) return
  const seen = new Map([...plan.hosts].filter(([, { state }]) => state !== 'unknown'))
  const runOf = ({ container }: HostPlan): string | undefined => container?.labels[labelNames.run]
  const isLeft = (run: string): boolean =>
    [...seen.values()].some((host) => host.action !== 'remove' && runOf(host) === run)
  const isRemoved = ({ run, hosts }: RunRecord): boolean =>
    hosts.every((name) => {
      const host = seen.get(name)
      return host?.action === 'remove' && runOf(host) === run
    })
  const isOver = ({ at }: RunRecord): boolean => now().getTime() - Date.parse(at) > launchIsOver
  const isForgotten = (record: RunRecord): boolean =>
    record.hosts.length > 0 &&
    record.hosts.every((host) => seen.has(host)) &&
    !isLeft(record.run) &&
    (isRemoved(record) || isOver(record))
  const runs = await openRuns()
  const records = runs.list(config.clusterName, user).filter((record) => isOfContainer(record, config))
  const leftOut = new Set(records.flatMap(({ missing }) => Object.keys(missing)))
  const isGone = config.hosts.every(({ name }) => {
    const host = seen.get(name)
    return host === undefined ? leftOut.has(name) : host.action === 'remove' || host.state === 'absent'
  })
  for (const record of records) {
    const changes = {
      ...(isForgotten(record) ? { hosts: [], engines: {} } : {}),
      ...(isGone ? { missing: {} } : {}),
    }
    const { hosts, missing } = { ...record, ...changes }
    if (hosts.length + Object.keys(missing).length === 0) runs.remove(record.run)
    else if (Object.keys(changes).length > 0) runs.write({ ...record, ...changes })
  }
}
