import type { CommonOptions, RunOption } from '../cluster-options.js'
import type { CliEnvironment } from '../environment.js'
import type { ExitCode } from '../exit-code.js'
import { handOver, leftSomething } from '../hand-over.js'
import { jsonText } from '../json.js'
import { mayLeaveContainers } from '../may-leave.js'
import { type PolicyOptions, policyOptions } from '../policy-options.js'
import { doneJson, doneText } from '../show-plan.js'
import { withCluster } from '../with-cluster.js'

/** Options of `berth up`. */
export interface UpOptions extends CommonOptions, RunOption, PolicyOptions {
  readonly keepFailed?: true
}

/** What `berth up` does. Gives the exit code, or throws what went wrong. */
export async function up(environment: CliEnvironment, options: UpOptions): Promise<ExitCode> {
  const { signal, mayLeave } = environment
  const keepFailed = options.keepFailed ?? false
  return withCluster(environment, options, 'adopted', async ({ cluster, print }) => {
    mayLeave(mayLeaveContainers(cluster))
    try {
      const plan = await cluster.up({ ...policyOptions(options), keepFailed, signal })
      await handOver(cluster, environment)
      print(options.json ? jsonText(doneJson(plan, cluster)) : doneText(plan))
      return 0
    } catch (error) {
      if (leftSomething(error, keepFailed)) await handOver(cluster, environment)
      throw error
    }
  })
}
