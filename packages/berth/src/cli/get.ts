import type { Command } from 'commander'
import { type CommonOptions, type RunOption, withCommonOptions, withRunOption } from './cluster-options.js'
import type { Done } from './done.js'
import type { CliEnvironment } from './environment.js'
import type { ExitCode } from './exit-code.js'
import { jsonText } from './json.js'
import { showingTransfer } from './transfer-lines.js'
import { type TransferPlaceOptions, transferPlace, withTransferPlace } from './transfer-options.js'
import { withCluster } from './with-cluster.js'

type Options = CommonOptions & RunOption & TransferPlaceOptions

/** Adds `berth get`. */
export function addGet(program: Command, environment: CliEnvironment, done: Done): void {
  withTransferPlace(withRunOption(withCommonOptions(program.command('get'))))
    .argument('<path>', 'file in every container')
    .argument('<folder>', 'folder of this machine; the file becomes FOLDER/HOST/NAME')
    .description('copy a file from the container of every host to this machine')
    .addHelpText(
      'after',
      `
Each file is checked by its hash, and is there whole or not at all. Prints their paths.

Examples:
  berth get /tmp/result.json ./results        # ./results/gpu1/result.json, …
  berth get --on-host --hosts gpu1 /var/log/syslog .`,
    )
    .action(async (path: string, folder: string, options: Options) =>
      done(await get(environment, path, folder, options)),
    )
}

async function get(environment: CliEnvironment, path: string, folder: string, options: Options): Promise<ExitCode> {
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
