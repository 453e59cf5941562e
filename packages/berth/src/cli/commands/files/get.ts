import type { Command } from 'commander'
import type { GetOptions } from '../../actions/files/get.js'
import type { Done } from '../../ending/done.js'
import type { CliEnvironment } from '../../environment.js'
import { withCommonOptions, withRunOption } from '../../options/cluster-options.js'
import { withSkipOption } from '../../options/skip-option.js'
import { givenPath, withTransferPlace } from '../../options/transfer-options.js'

/** Adds `berth get`. */
export function addGet(program: Command, environment: CliEnvironment, done: Done): void {
  withSkipOption(withTransferPlace(withRunOption(withCommonOptions(program.command('get')))))
    .argument('<path>', 'file in every container', givenPath)
    .argument('<folder>', 'folder of this machine; the file becomes FOLDER/HOST/NAME', givenPath)
    .description('copy a file from the container of every host to this machine')
    .addHelpText(
      'after',
      `
Each file is checked by its hash, and is there whole or not at all. Prints their paths.

Examples:
  berth get /tmp/result.json ./results        # ./results/gpu1/result.json, …
  berth get --on-host --hosts gpu1 /var/log/syslog .`,
    )
    .action(async (path: string, folder: string, options: GetOptions) => {
      const { get } = await import('../../actions/files/get.js')
      done(await get(environment, path, folder, options))
    })
}
