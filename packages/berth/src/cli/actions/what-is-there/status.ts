import { exitCodeOf } from '@berth/core'
import { withCluster } from '../../cluster/with-cluster.js'
import type { CliEnvironment } from '../../environment.js'
import { answerStatus } from '../../json/answer-status.js'
import type { CommonOptions, RunOption } from '../../options/cluster-options.js'
import { statusTable } from '../../show/show-status.js'

/** Options of `berth status`. */
export type StatusOptions = CommonOptions & RunOption

/** What `berth status` does. Gives the exit code. */
export async function status(environment: CliEnvironment, options: StatusOptions): Promise<number> {
  return withCluster(environment, 'status', options, 'adopted', async ({ cluster, answer, print }) => {
    const seen = await cluster.status({ signal: environment.signal })
    print(statusTable(seen))
    answerStatus(answer, seen)
    return exitCodeOf([...seen.values()].flatMap(({ error }) => (error === null ? [] : [...error.kinds])))
  })
}
