import type { DetachedWaitOptions } from '@berth/core'
import { withCluster } from '../cluster/with-cluster.js'
import { type ExitCode, exitCodeOf } from '../ending/exit-code.js'
import type { CliEnvironment } from '../environment.js'
import type { CommonOptions, RunOption } from '../options/cluster-options.js'
import { type DetachedOptions, detachedPlace } from '../options/detached-options.js'
import { type OutputOptions, outputOptions } from '../options/output-options.js'
import { printCommand } from '../output/print-command.js'
import { ofDetachedCommand } from '../show/ending-meanings.js'

/** Options of `berth wait`. */
export type WaitOptions = CommonOptions & RunOption & DetachedOptions & OutputOptions

/** What `berth wait` does. Gives the exit code, or throws what went wrong. */
export async function wait(environment: CliEnvironment, id: string, options: WaitOptions): Promise<ExitCode> {
  const { signal } = environment
  return withCluster(environment, options, 'adopted', async ({ cluster, progress }) => {
    if (!options.onHost) await cluster.attach({ signal })
    progress.flush()
    const detached = cluster.detached(id, detachedPlace(options))
    const how = { signal, ...outputOptions(options) }
    const wait = (listening: DetachedWaitOptions) => detached.wait(listening)
    return exitCodeOf(await printCommand(environment, cluster, options, how, wait, ofDetachedCommand))
  })
}
