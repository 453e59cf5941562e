import { exitCodeOf, wouldChange } from '@berth/core'
import { withCluster } from '../cluster/with-cluster.js'
import type { CliEnvironment } from '../environment.js'
import { answerPlan } from '../json/answer-plan.js'
import type { CommonOptions, RunOption } from '../options/cluster-options.js'
import { type PolicyOptions, policyOptions } from '../options/policy-options.js'
import { errorText } from '../show/show-error.js'
import { planTable, wholePlan } from '../show/show-plan.js'

/** Options of `berth plan`. */
export interface PlanOptions extends CommonOptions, RunOption, PolicyOptions {
  readonly detailedExitcode?: true
}

/** What `berth plan` does. Gives the exit code. */
export async function plan(environment: CliEnvironment, options: PlanOptions): Promise<number> {
  const { stderr, signal } = environment
  return withCluster(environment, 'plan', options, 'adopted', async ({ cluster, answer, warn, print }) => {
    const made = await cluster.plan('up', { ...policyOptions(options), signal })
    print(planTable(made), () => wholePlan(made))
    for (const warning of made?.warnings ?? []) warn(warning)
    const refused = answerPlan(answer, made, cluster.hosts)
    if (refused === null) return options.detailedExitcode && made !== null && wouldChange(made) ? 5 : 0
    stderr.write(errorText(refused, false))
    return exitCodeOf(refused.kinds)
  })
}
