import { keepMissing } from '../../cluster/attach-set.js'
import { withCluster } from '../../cluster/with-cluster.js'
import type { CliEnvironment } from '../../environment.js'
import { answerPulled } from '../../json/answer-pulled.js'
import type { CommonOptions } from '../../options/cluster-options.js'
import { limits, type MaxFailuresOption, type ParallelOption } from '../../options/limit-options.js'

/** Options of `berth pull`. */
export type PullOptions = CommonOptions & MaxFailuresOption & ParallelOption

/** What `berth pull` does. Gives the exit code. */
export async function pull(environment: CliEnvironment, options: PullOptions): Promise<number> {
  const { signal } = environment
  return withCluster(environment, 'pull', options, 'new', async ({ cluster, answer, print, folded }) => {
    answer.members({ reference: cluster.config.container?.image ?? null })
    const tell = (text: string): void => print(text)
    const pulled = await answerPulled(answer, cluster, cluster.pull({ ...limits(options), signal }), tell)
    keepMissing(pulled?.missing ?? new Map(), folded)
    return 0
  })
}
