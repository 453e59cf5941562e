import type { CommonOptions, RunOption } from '../cluster-options.js'
import type { CliEnvironment } from '../environment.js'
import type { ExitCode } from '../exit-code.js'
import { forgetRun } from '../hand-over.js'
import { jsonText } from '../json.js'
import { mayLeaveContainers } from '../may-leave.js'
import { doneJson, doneText } from '../show-plan.js'
import { withCluster } from '../with-cluster.js'

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
    await forgetRun(cluster, environment)
    print(options.json ? jsonText(doneJson(plan, cluster)) : doneText(plan))
    return 0
  })
}
