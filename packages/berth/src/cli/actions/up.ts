import { leftSomething } from '../cluster/run-memory.js'
import { withCluster } from '../cluster/with-cluster.js'
import type { ExitCode } from '../ending/exit-code.js'
import { mayLeaveContainers } from '../ending/exit-leftovers.js'
import type { CliEnvironment } from '../environment.js'
import type { CommonOptions, RunOption } from '../options/cluster-options.js'
import { type PolicyOptions, policyOptions } from '../options/policy-options.js'
import { jsonText } from '../show/json-text.js'
import { doneJson, doneText } from '../show/show-plan.js'

/** Options of `berth up`. */
export interface UpOptions extends CommonOptions, RunOption, PolicyOptions {
  readonly keepFailed?: true
}

/** What `berth up` does. Gives the exit code, or throws what went wrong. */
export async function up(environment: CliEnvironment, options: UpOptions): Promise<ExitCode> {
  const { signal, mayLeave, openRuns } = environment
  const keepFailed = options.keepFailed ?? false
  return withCluster(environment, options, 'adopted', async ({ cluster, print }) => {
    mayLeave(mayLeaveContainers(cluster))
    try {
      const plan = await cluster.up({ ...policyOptions(options), keepFailed, signal })
      print(options.json ? jsonText(doneJson(plan, cluster)) : doneText(plan))
      return 0
    } catch (error) {
      if (!leftSomething(error, keepFailed)) (await openRuns()).remove(cluster.run.id)
      throw error
    }
  })
}
