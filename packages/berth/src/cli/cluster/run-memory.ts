import { CompensationError, type LaunchIntent, labelNames, type Plan } from '@berth/core'
import type { RunRecord } from '../../runs/index.js'
import { kindsOf } from '../ending/exit-code.js'
import type { CliCluster, CliEnvironment } from '../environment.js'

/** The record of a run that is about to launch. */
export function recordOf(
  { run, hosts, engines }: LaunchIntent,
  cluster: string,
  { user, now }: Pick<CliEnvironment, 'user' | 'now'>,
): RunRecord {
  const recorded = [...engines].map(([host, { reachedBy, id }]) => [host, { reachedBy, engineId: id }] as const)
  return { run: run.id, cluster, user, hosts, engines: Object.fromEntries(recorded), at: now().toISOString() }
}

/** Whether a failed `up` left containers behind. */
export function leftSomething(error: unknown, keepFailed: boolean): boolean {
  if (error instanceof CompensationError) return true
  const kinds = kindsOf(error)
  return keepFailed && !kinds.has('refused') && !kinds.has('usage')
}

/** Forgets the runs of which a `down` has looked at all hosts and found nothing, or left nothing. */
export async function forgetRuns(
  plan: Plan | null,
  { config }: CliCluster,
  { openRuns, user }: CliEnvironment,
): Promise<void> {
  if (plan === null) return
  const looked = [...plan.hosts].filter(([, { state }]) => state !== 'unknown')
  const left = new Set(
    looked.flatMap(([, { action, container }]) => (action === 'remove' ? [] : [container?.labels[labelNames.run]])),
  )
  const hosts = new Set(looked.map(([host]) => host))
  const runs = await openRuns()
  for (const record of runs.list(config.clusterName, user))
    if (!left.has(record.run) && record.hosts.every((host) => hosts.has(host))) runs.remove(record.run)
}
