import type { CommonOptions, RunOption } from '../cluster-options.js'
import type { CliEnvironment } from '../environment.js'
import type { ExitCode } from '../exit-code.js'
import { jsonText } from '../json.js'
import { statusJson, statusTable } from '../show-status.js'
import { withCluster } from '../with-cluster.js'

/** Options of `berth status`. */
export type StatusOptions = CommonOptions & RunOption

/** What `berth status` does. Gives the exit code, or throws what went wrong. */
export async function status(environment: CliEnvironment, options: StatusOptions): Promise<ExitCode> {
  return withCluster(environment, options, 'adopted', async ({ cluster, adopted, print }) => {
    const seen = await cluster.status({ signal: environment.signal })
    const { clusterName } = cluster.config
    print(options.json ? jsonText(statusJson(seen, clusterName, adopted)) : statusTable(seen))
    const unreachable = [...seen.values()].some(
      ({ observation }) => observation.state === 'unknown' && observation.unreachable,
    )
    return unreachable ? 4 : 0
  })
}
