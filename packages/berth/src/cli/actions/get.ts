import { withCluster } from '../cluster/with-cluster.js'
import type { ExitCode } from '../ending/exit-code.js'
import type { CliEnvironment } from '../environment.js'
import type { CommonOptions, RunOption } from '../options/cluster-options.js'
import { type TransferTargetOptions, transferTarget } from '../options/transfer-options.js'
import { showingTransfer } from '../progress/transfer-lines.js'
import { jsonText } from '../show/json-text.js'

/** Options of `berth get`. */
export type GetOptions = CommonOptions & RunOption & TransferTargetOptions

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
      cluster.saveFile(path, folder, { signal, ...transferTarget(options), onProgress }),
    )
    print(options.json ? jsonText({ hosts: Object.fromEntries(saved) }) : [...saved.values(), ''].join('\n'))
    return 0
  })
}
