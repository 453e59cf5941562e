import { forgetRuns } from '../cluster/run-memory.js'
import { withCluster } from '../cluster/with-cluster.js'
import { mayLeaveContainers } from '../ending/exit-leftovers.js'
import type { CliEnvironment } from '../environment.js'
import { answerDown } from '../json/answer-change.js'
import type { CommonOptions, RunOption } from '../options/cluster-options.js'
import { doneText, wholePlan } from '../show/show-plan.js'

/** Options of `berth down`. */
export interface DownOptions extends CommonOptions, RunOption {
  readonly destroy?: true
}

/** What `berth down` does. Gives the exit code. */
export async function down(environment: CliEnvironment, options: DownOptions): Promise<number> {
  const { signal, mayLeave } = environment
  return withCluster(environment, 'down', options, 'adopted', async ({ cluster, answer, print }) => {
    mayLeave(mayLeaveContainers(cluster))
    answer.members({ run: cluster.run.id })
    const plan = await answerDown(answer, cluster, cluster.down({ ...(options.destroy && { destroy: true }), signal }))
    await forgetRuns(plan, cluster, environment)
    print(doneText(plan), () => wholePlan(plan))
    return 0
  })
}
