import { forgetRuns } from '../cluster/run-memory.js'
import { withCluster } from '../cluster/with-cluster.js'
import type { ExitCode } from '../ending/exit-code.js'
import { mayLeaveContainers } from '../ending/exit-leftovers.js'
import type { CliEnvironment } from '../environment.js'
import type { CommonOptions, RunOption } from '../options/cluster-options.js'
import { jsonText } from '../show/json-text.js'
import { doneJson, doneText } from '../show/show-plan.js'

/** Options of `berth down`. */
export interface DownOptions extends CommonOptions, RunOption {
  readonly destroy?: true
}

/** What `berth down` does. Gives the exit code, or throws what went wrong. */
export async function down(environment: CliEnvironment, options: DownOptions): Promise<ExitCode> {
  const { signal, mayLeave } = environment
  return withCluster(environment, options, 'adopted', async ({ cluster, print }) => {
    mayLeave(mayLeaveContainers(cluster))
    const plan = await cluster.down({ ...(options.destroy && { destroy: true }), signal })
    await forgetRuns(plan, cluster, environment)
    print(options.json ? jsonText(doneJson(plan, cluster)) : doneText(plan))
    return 0
  })
}
