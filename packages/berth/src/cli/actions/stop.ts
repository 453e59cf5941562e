import { withCluster } from '../cluster/with-cluster.js'
import type { ExitCode } from '../ending/exit-code.js'
import type { CliEnvironment } from '../environment.js'
import type { CommonOptions, RunOption } from '../options/cluster-options.js'
import { type DetachedOptions, detachedPlace } from '../options/detached-options.js'
import { jsonText } from '../show/json-text.js'

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
