import { posix } from 'node:path'
import type { Transferred } from '@berth/core'
import type { Command } from 'commander'
import { type CommonOptions, type RunOption, withCommonOptions, withRunOption } from './cluster-options.js'
import type { Done } from './done.js'
import type { CliEnvironment } from './environment.js'
import type { ExitCode } from './exit-code.js'
import { jsonText } from './json.js'
import { transferredText } from './show-transfers.js'
import { showingTransfer } from './transfer-lines.js'
import { type TransferPlaceOptions, transferPlace, withTransferPlace } from './transfer-options.js'
import { withCluster } from './with-cluster.js'

type Options = CommonOptions & RunOption & TransferPlaceOptions

/** Adds `berth put`. */
export function addPut(program: Command, environment: CliEnvironment, done: Done): void {
  withTransferPlace(withRunOption(withCommonOptions(program.command('put'))))
    .argument('<local>', 'file or folder of this machine')
    .argument('<path>', 'where it goes in every container; a file goes into a path that ends with /')
    .description('copy a file, or what is in a folder, into the container of every host')
    .addHelpText(
      'after',
      `
What is there already, by its hash, is not sent again. Nothing is changed before all of it has arrived; a transfer whose connection was lost
goes on where it was when it is called again. What else a folder has there stays.

Examples:
  berth put ./suite /opt/suite                # what is in ./suite
  berth put ./rvs /usr/local/bin/
  berth put --on-host image.tar /var/tmp/     # 20 GB, once`,
    )
    .action(async (local: string, path: string, options: Options) => done(await put(environment, local, path, options)))
}

async function put(environment: CliEnvironment, local: string, path: string, options: Options): Promise<ExitCode> {
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
