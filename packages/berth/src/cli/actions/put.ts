import { posix } from 'node:path'
import type { Transferred } from '@berth/core'
import type { CommonOptions, RunOption } from '../cluster-options.js'
import type { CliEnvironment } from '../environment.js'
import type { ExitCode } from '../exit-code.js'
import { jsonText } from '../json.js'
import { transferredText } from '../show-transfers.js'
import { showingTransfer } from '../transfer-lines.js'
import { type TransferPlaceOptions, transferPlace } from '../transfer-options.js'
import { withCluster } from '../with-cluster.js'

/** Options of `berth put`. */
export type PutOptions = CommonOptions & RunOption & TransferPlaceOptions

/** What `berth put` does. Gives the exit code, or throws what went wrong. */
export async function put(
  environment: CliEnvironment,
  local: string,
  path: string,
  options: PutOptions,
): Promise<ExitCode> {
  const { signal, isFolder } = environment
  return withCluster(environment, options, 'adopted', async ({ cluster, progress, print }) => {
    if (!options.onHost) await cluster.attach({ signal })
    progress.flush()
    const place = { signal, ...transferPlace(options) }
    const sent: ReadonlyMap<string, Transferred> = await showingTransfer(environment, 'sent', (onProgress) =>
      isFolder(local)
        ? cluster.putDirectory(path, local, { ...place, onProgress })
        : cluster.putFile(inFolder(path, local), { file: local }, { ...place, onProgress }),
    )
    print(options.json ? jsonText({ hosts: Object.fromEntries(sent) }) : transferredText(sent))
    return 0
  })
}

function inFolder(path: string, local: string): string {
  return path.endsWith('/') ? posix.join(path, posix.basename(local)) : path
}
