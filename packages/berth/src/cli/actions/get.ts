import type { CommonOptions, RunOption } from '../cluster-options.js'
import type { CliEnvironment } from '../environment.js'
import type { ExitCode } from '../exit-code.js'
import { jsonText } from '../json.js'
import { showingTransfer } from '../transfer-lines.js'
import { type TransferPlaceOptions, transferPlace } from '../transfer-options.js'
import { withCluster } from '../with-cluster.js'

/** Options of `berth get`. */
export type GetOptions = CommonOptions & RunOption & TransferPlaceOptions

/** What `berth get` does. Gives the exit code, or throws what went wrong. */
export async function get(
  environment: CliEnvironment,
  path: string,
  folder: string,
  options: GetOptions,
): Promise<ExitCode> {
  const { signal } = environment
  return withCluster(environment, options, 'adopted', async ({ cluster, progress, print }) => {
    if (!options.onHost) await cluster.attach({ signal })
    progress.flush()
    const saved = await showingTransfer(environment, 'received', (onProgress) =>
      cluster.saveFile(path, folder, { signal, ...transferPlace(options), onProgress }),
    )
    print(options.json ? jsonText({ hosts: Object.fromEntries(saved) }) : [...saved.values(), ''].join('\n'))
    return 0
  })
}
