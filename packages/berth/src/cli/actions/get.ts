import type { ExitCode } from '@berth/core'
import { withCluster } from '../cluster/with-cluster.js'
import type { CliEnvironment } from '../environment.js'
import type { CommonOptions, RunOption } from '../options/cluster-options.js'
import { type TransferTargetOptions, transferHosts, transferTarget } from '../options/transfer-options.js'
import { shownTransfer } from '../progress/shown-transfer.js'

/** Options of `berth get`. */
export type GetOptions = CommonOptions & RunOption & TransferTargetOptions

/** What `berth get` does. Gives the exit code. */
export async function get(
  environment: CliEnvironment,
  path: string,
  folder: string,
  options: GetOptions,
): Promise<ExitCode> {
  const { signal } = environment
  return withCluster(environment, 'get', options, 'adopted', async ({ cluster, progress, answer, print }) => {
    if (!options.onHost) await cluster.attach({ signal })
    progress.flush()
    const reading = shownTransfer(progress, 'get', transferHosts(options, cluster), (onProgress) =>
      cluster.saveFile(path, folder, { signal, ...transferTarget(options), onProgress }),
    )
    const saved = await answer.eachHost(reading, (path) => ({ path }))
    print([...saved.values(), ''].join('\n'))
    return 0
  })
}
