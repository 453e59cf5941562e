import { attachSet } from '../../cluster/attach-set.js'
import { withCluster } from '../../cluster/with-cluster.js'
import { commandExitCode } from '../../ending/command-exit-code.js'
import type { CliEnvironment } from '../../environment.js'
import type { CommonOptions, RunOption } from '../../options/cluster-options.js'
import { type DetachedOptions, detachedPlace } from '../../options/detached-options.js'
import type { ExitCodeOption } from '../../options/exit-code-option.js'
import { type OutputOptions, outputOptions } from '../../options/output-options.js'
import { ofDetachedCommand } from '../../show/ending-meanings.js'
import { tellCommand } from '../tell-command.js'

/** Options of `berth wait`. */
export type WaitOptions = CommonOptions & RunOption & DetachedOptions & OutputOptions & ExitCodeOption

/** What `berth wait` does. Gives the exit code. */
export async function wait(environment: CliEnvironment, id: string, options: WaitOptions): Promise<number> {
  const { signal } = environment
  return withCluster(environment, 'wait', options, 'adopted', async ({ cluster, progress, answer, folded }) => {
    answer.members({ id })
    if (!options.onHost) await attachSet({ cluster, answer, folded }, { signal })
    progress.flush()
    const detached = cluster.detached(id, detachedPlace(options))
    const how = { signal, ...outputOptions(options) }
    const results = await tellCommand(
      environment,
      { cluster, answer, progress, folded, phase: 'wait' },
      options,
      how,
      (listening) => detached.wait(listening),
      ofDetachedCommand,
    )
    return commandExitCode(results, options.exitCode)
  })
}
