import { attachSet } from '../../cluster/attach-set.js'
import { askedHosts, withCluster } from '../../cluster/with-cluster.js'
import type { CliEnvironment } from '../../environment.js'
import type { CommonOptions, RunOption } from '../../options/cluster-options.js'
import { type SkipOption, skipping } from '../../options/skip-option.js'
import { type TransferTargetOptions, transferTarget } from '../../options/transfer-options.js'
import { shownTransfer } from '../../progress/shown-transfer.js'

/** Options of `berth get`. */
export type GetOptions = CommonOptions & RunOption & TransferTargetOptions & SkipOption

/** What `berth get` does. Gives the exit code. */
export async function get(
  environment: CliEnvironment,
  path: string,
  folder: string,
  options: GetOptions,
): Promise<number> {
  const { signal } = environment
  return withCluster(environment, 'get', options, 'adopted', async ({ cluster, progress, answer, print, folded }) => {
    if (!options.onHost) await attachSet({ cluster, answer, folded }, { signal, ...skipping(options) })
    progress.flush()
    const reading = shownTransfer(progress, 'get', askedHosts(cluster, options), (listening) =>
      cluster.saveFile(path, folder, { signal, ...transferTarget(options), ...listening }),
    )
    const tell = (saved: ReadonlyMap<string, string>): void => print([...saved.values(), ''].join('\n'))
    await answer.eachHost(reading, (path) => ({ path }), tell)
    return 0
  })
}
