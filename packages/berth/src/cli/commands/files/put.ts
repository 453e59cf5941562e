import type { Command } from 'commander'
import type { PutOptions } from '../../actions/files/put.js'
import type { Done } from '../../ending/done.js'
import type { CliEnvironment } from '../../environment.js'
import { withCommonOptions, withRunOption } from '../../options/cluster-options.js'
import { withSkipOption } from '../../options/skip-option.js'
import { givenPath, withTransferPlace } from '../../options/transfer-options.js'

/** Adds `berth put`. */
export function addPut(program: Command, environment: CliEnvironment, done: Done): void {
  withSkipOption(withTransferPlace(withRunOption(withCommonOptions(program.command('put')))))
    .argument('<local>', 'file or folder of this machine', givenPath)
    .argument(
      '<path>',
      'where it goes in every container; a file goes into a path that is a folder there, or ends with /',
      givenPath,
    )
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
    .action(async (local: string, path: string, options: PutOptions) => {
      const { put } = await import('../../actions/files/put.js')
      done(await put(environment, local, path, options))
    })
}
