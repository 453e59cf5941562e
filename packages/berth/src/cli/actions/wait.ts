import type { DetachedWaitOptions } from '@berth/core'
import type { CommonOptions, RunOption } from '../cluster-options.js'
import { type DetachedOptions, detachedPlace } from '../detached-options.js'
import { ofDetachedCommand } from '../ending-meanings.js'
import type { CliEnvironment } from '../environment.js'
import { type ExitCode, exitCodeOf } from '../exit-code.js'
import { type OutputOptions, outputOptions } from '../output-options.js'
import { printCommand } from '../print-command.js'
import { withCluster } from '../with-cluster.js'

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
