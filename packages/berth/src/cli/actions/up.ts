import { keepMissing } from '../cluster/attach-set.js'
import { rememberMissing } from '../cluster/remember-missing.js'
import { leftSomething } from '../cluster/run-memory.js'
import { withCluster } from '../cluster/with-cluster.js'
import { mayLeaveContainers } from '../ending/exit-leftovers.js'
import type { CliEnvironment } from '../environment.js'
import { answerChange } from '../json/answer-change.js'
import type { CommonOptions, RunOption } from '../options/cluster-options.js'
import { type DistributeOption, distribution } from '../options/distribute-option.js'
import { limits, type ParallelOption } from '../options/limit-options.js'
import { type PolicyOptions, policyOptions } from '../options/policy-options.js'
import { setupLines } from '../output/setup-lines.js'
import { doneText, wholePlan } from '../show/show-plan.js'

/** Options of `berth up`. */
export interface UpOptions extends CommonOptions, RunOption, PolicyOptions, DistributeOption, ParallelOption {
  readonly keepFailed?: true
  readonly stream?: true
}

/** What `berth up` does. Gives the exit code. */
export async function up(environment: CliEnvironment, options: UpOptions): Promise<number> {
  const { signal, mayLeave, openRuns } = environment
  const keepFailed = options.keepFailed ?? false
  return withCluster(
    environment,
    'up',
    options,
    'adopted',
    async ({ cluster, answer, print, warn, leftOut, folded }) => {
      mayLeave(mayLeaveContainers(cluster))
      answer.members({ run: cluster.run.id })
      const lines = options.stream ? setupLines(environment, cluster, options) : null
      try {
        const heard = lines && { onOutput: lines.add }
        const bringUp = cluster
          .up({ ...policyOptions(options), ...limits(options), ...distribution(options), keepFailed, ...heard, signal })
          .finally(() => lines?.flush())
        const plan = await answerChange(answer, cluster, bringUp)
        answer.missing(cluster.missing)
        keepMissing(cluster.missing, folded)
        const known = new Set(options.repair === undefined ? leftOut.keys() : [])
        await rememberMissing(plan, known, cluster, environment).catch((error: unknown) =>
          warn(
            `which hosts were left out is not written down: ${error instanceof Error ? error.message : String(error)}`,
          ),
        )
        print(doneText(plan), () => wholePlan(plan))
        return 0
      } catch (error) {
        if (!leftSomething(error, keepFailed)) (await openRuns()).remove(cluster.run.id)
        throw error
      }
    },
  )
}
