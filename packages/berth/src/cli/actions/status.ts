import { withCluster } from '../cluster/with-cluster.js'
import { type ExitCode, exitCodeOf } from '../ending/exit-code.js'
import type { CliEnvironment } from '../environment.js'
import type { CommonOptions, RunOption } from '../options/cluster-options.js'
import { jsonText } from '../show/json-text.js'
import { statusJson, statusTable } from '../show/show-status.js'

/** Options of `berth status`. */
export type StatusOptions = CommonOptions & RunOption

/** What `berth status` does. Gives the exit code, or throws what went wrong. */
export async function status(environment: CliEnvironment, options: StatusOptions): Promise<ExitCode> {
  return withCluster(environment, options, 'adopted', async ({ cluster, print }) => {
    const seen = await cluster.status({ signal: environment.signal })
    const { clusterName } = cluster.config
    print(options.json ? jsonText(statusJson(seen, clusterName)) : statusTable(seen))
    return exitCodeOf(
      [...seen.values()].flatMap(({ observation }) =>
        observation.state === 'unknown' ? [observation.unreachable ? 'unreachable' : 'failed'] : [],
      ),
    )
  })
}
