import { posix } from 'node:path'
import { attachSet } from '../../cluster/attach-set.js'
import { askedHosts, withCluster } from '../../cluster/with-cluster.js'
import type { CliEnvironment } from '../../environment.js'
import type { CommonOptions, RunOption } from '../../options/cluster-options.js'
import { type SkipOption, skipping } from '../../options/skip-option.js'
import { type TransferTargetOptions, transferTarget } from '../../options/transfer-options.js'
import { shownTransfer } from '../../progress/shown-transfer.js'
import { transferredText } from '../../show/show-transfers.js'

/** Options of `berth put`. */
export type PutOptions = CommonOptions & RunOption & TransferTargetOptions & SkipOption

/** What `berth put` does. Gives the exit code. */
export async function put(
  environment: CliEnvironment,
  local: string,
  path: string,
  options: PutOptions,
): Promise<number> {
  const { signal, isFolder } = environment
  return withCluster(environment, 'put', options, 'adopted', async ({ cluster, progress, answer, print, folded }) => {
    if (!options.onHost) await attachSet({ cluster, answer, folded }, { signal, ...skipping(options) })
    progress.flush()
    const how = { signal, ...transferTarget(options) }
    // A path that ends with / is a folder, or is to be refused.
    const asked = path.endsWith('/') && !isFolder(local) ? posix.join(path, posix.basename(local)) : path
    const intoFolder = asked === path ? { intoFolder: true } : {}
    const sending = shownTransfer(progress, 'put', askedHosts(cluster, options), (listening) =>
      isFolder(local)
        ? cluster.putDirectory(path, local, { ...how, ...listening })
        : cluster.putFile(asked, { file: local }, { ...how, ...intoFolder, ...listening }),
    )
    const tell = (sent: Parameters<typeof transferredText>[0]): void => print(transferredText(sent))
    await answer.eachHost(sending, (sent) => ({ path: asked, ...sent }), tell)
    return 0
  })
}
