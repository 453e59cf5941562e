import type { ClusterConfig, PullOptions } from '@berth/core'
import { keepMissing } from '../../cluster/attach-set.js'
import { withCluster } from '../../cluster/with-cluster.js'
import type { CliEnvironment } from '../../environment.js'
import type { CommonOptions } from '../../options/cluster-options.js'
import { type DistributeOption, distribution } from '../../options/distribute-option.js'
import { limits, type MaxFailuresOption, type ParallelOption } from '../../options/limit-options.js'
import { answerPulled } from './answer-pulled.js'

/** Options of the subcommands that make the image present. */
export interface ImageOptions extends CommonOptions, DistributeOption, MaxFailuresOption, ParallelOption {}

/** Makes the image present on every host, and tells what each has then. Gives the exit code. */
export async function bringImage(
  environment: CliEnvironment,
  command: 'pull' | 'push',
  options: ImageOptions,
  from: (config: ClusterConfig) => Pick<PullOptions, 'from'>,
): Promise<number> {
  const { signal } = environment
  return withCluster<'pull' | 'push'>(
    environment,
    command,
    options,
    'new',
    async ({ cluster, answer, print, folded }) => {
      answer.members({ reference: cluster.config.container?.image ?? null })
      const tell = (text: string): void => print(text)
      const asked = { ...limits(options), ...distribution(options), ...from(cluster.config), signal }
      const pulled = await answerPulled(answer, cluster, cluster.pull(asked), tell)
      keepMissing(pulled?.missing ?? new Map(), folded)
      return 0
    },
  )
}
