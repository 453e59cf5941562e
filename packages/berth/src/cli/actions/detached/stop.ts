import { attachSet } from '../../cluster/attach-set.js'
import { withCluster } from '../../cluster/with-cluster.js'
import type { CliEnvironment } from '../../environment.js'
import type { CommonOptions, RunOption } from '../../options/cluster-options.js'
import { type DetachedOptions, detachedPlace } from '../../options/detached-options.js'

/** Options of `berth stop`. */
export type StopOptions = CommonOptions & RunOption & DetachedOptions

/** What `berth stop` does. Gives the exit code. */
export async function stop(environment: CliEnvironment, id: string, options: StopOptions): Promise<number> {
  const { signal } = environment
  return withCluster(environment, 'stop', options, 'adopted', async ({ cluster, answer, folded }) => {
    answer.members({ id })
    if (!options.onHost) await attachSet({ cluster, answer, folded }, { signal })
    const detached = cluster.detached(id, detachedPlace(options))
    const stopping = detached.stop({ signal }).then(() => new Map(detached.hosts.map((host) => [host, undefined])))
    await answer.eachHost(stopping, () => ({}))
    return 0
  })
}
