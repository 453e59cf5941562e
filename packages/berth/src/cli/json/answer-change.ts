import { type HostPlan, HostsError, type Plan, RefusalError } from '@berth/core'
import type { CliCluster } from '../environment.js'
import type { Answer } from './answer.js'
import { hostPlanAnswer, nothingToDo } from './answer-plan.js'

/** Waits for a `down`: of one that failed on some hosts, the others are known. Otherwise as {@link answerChange}. */
export async function answerDown(
  answer: Answer<'down'>,
  cluster: Pick<CliCluster, 'containers' | 'hosts'>,
  down: Promise<Plan | null>,
): Promise<Plan | null> {
  try {
    return await answerChange(answer, cluster, down)
  } catch (error) {
    const succeeded = error instanceof HostsError ? (error.succeeded as ReadonlyMap<string, HostPlan>) : []
    for (const [host, done] of succeeded) answer.done(host, { ...hostPlanAnswer(done), container: null })
    throw error
  }
}

/** Waits for an `up` or a `down` and takes the plan that was carried out, and the container that each host has now. */
export async function answerChange(
  answer: Answer<'up'> | Answer<'down'>,
  cluster: Pick<CliCluster, 'containers' | 'hosts'>,
  change: Promise<Plan | null>,
): Promise<Plan | null> {
  try {
    const plan = await change
    answer.members({ action: plan?.action ?? 'none' })
    if (plan === null) for (const host of cluster.hosts) answer.done(host, { ...nothingToDo, container: null })
    for (const [host, done] of plan?.hosts ?? [])
      answer.done(host, { ...hostPlanAnswer(done), container: cluster.containers.get(host) ?? null })
    return plan
  } catch (error) {
    if (error instanceof RefusalError) {
      answer.members({ action: 'refuse' })
      for (const [host, failure] of error.byHost) {
        const decided = error.plan.hosts.get(host)
        answer.failedOn(host, failure, decided && hostPlanAnswer(decided))
      }
    }
    throw error
  }
}
