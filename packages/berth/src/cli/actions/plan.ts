import { RefusalError } from '@berth/core'
import { withCluster } from '../cluster/with-cluster.js'
import { type ExitCode, exitCodeOf, kindsOf } from '../ending/exit-code.js'
import type { CliEnvironment } from '../environment.js'
import type { CommonOptions, RunOption } from '../options/cluster-options.js'
import { type PolicyOptions, policyOptions } from '../options/policy-options.js'
import { jsonText } from '../show/json-text.js'
import { errorText } from '../show/show-error.js'
import { planJson, planTable } from '../show/show-plan.js'

/** Options of `berth plan`. */
export type PlanOptions = CommonOptions & RunOption & PolicyOptions

/** What `berth plan` does. Gives the exit code, or throws what went wrong. */
export async function plan(environment: CliEnvironment, options: PlanOptions): Promise<ExitCode> {
  const { stderr, signal } = environment
  return withCluster(environment, options, 'adopted', async ({ cluster, progress, print }) => {
    const made = await cluster.plan('up', { ...policyOptions(options), signal })
    print(options.json ? jsonText(planJson(made)) : planTable(made))
    for (const warning of made?.warnings ?? []) progress.warn(warning)
    if (made === null || made.refusal === null) return 0
    const refused = new RefusalError('up', made.refusal, made)
    stderr.write(errorText(refused, false))
    return exitCodeOf(kindsOf(refused))
  })
}
