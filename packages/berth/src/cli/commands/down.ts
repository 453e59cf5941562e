import type { Command } from 'commander'
import type { DownOptions } from '../actions/down.js'
import type { Done } from '../ending/done.js'
import type { CliEnvironment } from '../environment.js'
import { withCommonOptions, withRunOption } from '../options/cluster-options.js'

/** Adds `berth down`. */
export function addDown(program: Command, environment: CliEnvironment, done: Done): void {
  withRunOption(withCommonOptions(program.command('down')))
    .option('--destroy', 'remove persistent containers too, with all that is installed in them')
    .description("remove what this cluster's run made; persistent containers stay")
    .addHelpText(
      'after',
      `
Examples:
  berth down
  berth down --run 5b0c…                      # what this run made, whoever made it, and nothing else
  berth down --destroy                        # lifetime persistent: remove the containers for good`,
    )
    .action(async (options: DownOptions) => {
      const { down } = await import('../actions/down.js')
      done(await down(environment, options))
    })
}
