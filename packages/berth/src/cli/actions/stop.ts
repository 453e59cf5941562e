import type { CommonOptions, RunOption } from '../cluster-options.js'
import { type DetachedOptions, detachedPlace } from '../detached-options.js'
import type { CliEnvironment } from '../environment.js'
import type { ExitCode } from '../exit-code.js'
import { jsonText } from '../json.js'
import { withCluster } from '../with-cluster.js'

/** Options of `berth stop`. */
export type StopOptions = CommonOptions & RunOption & DetachedOptions

/** What `berth stop` does. Gives the exit code, or throws what went wrong. */
export async function stop(environment: CliEnvironment, id: string, options: StopOptions): Promise<ExitCode> {
  const { signal } = environment
  return withCluster(environment, options, 'adopted', async ({ cluster, print }) => {
    if (!options.onHost) await cluster.attach({ signal })
    const detached = cluster.detached(id, detachedPlace(options))
    await detached.stop({ signal })
    if (options.json) print(jsonText({ id, stopped: detached.hosts }))
    return 0
  })
}
