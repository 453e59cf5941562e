import { CompensationError } from '@berth/core'
import { kindsOf } from '../ending/exit-code.js'
import type { CliCluster, CliEnvironment } from '../environment.js'

/** Leaves a per_run cluster's run for later processes to adopt. Under other lifetimes nothing depends on the run. */
export async function handOver(cluster: CliCluster, { openRuns, user, now }: CliEnvironment): Promise<void> {
  const { config, run } = cluster
  if (config.container?.lifetime !== 'per_run') return
  const runs = await openRuns()
  runs.write({ run: run.id, cluster: config.clusterName, handedOver: true, at: now().toISOString() }, user)
}

/** Whether a failed `up` left containers behind, which `down` can only remove by their run. */
export function leftSomething(error: unknown, keepFailed: boolean): boolean {
  if (error instanceof CompensationError) return true
  const kinds = kindsOf(error)
  return keepFailed && !kinds.has('refused') && !kinds.has('usage')
}

/** Forgets the run of a per_run cluster that was taken down on all hosts. */
export async function forgetRun(cluster: CliCluster, { openRuns, user }: CliEnvironment): Promise<void> {
  const { config, run, hosts } = cluster
  if (config.container?.lifetime !== 'per_run' || hosts.length < config.hosts.length) return
  const runs = await openRuns()
  if (runs.read(config.clusterName, user)?.run === run.id) runs.remove(config.clusterName, user)
}
