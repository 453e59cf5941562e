import type { Command } from 'commander'
import type { PruneOptions } from '../../actions/what-is-there/prune.js'
import type { Done } from '../../ending/done.js'
import type { CliEnvironment } from '../../environment.js'
import { withInventoryOptions } from '../../options/inventory-options.js'

/** Adds `berth prune`. */
export function addPrune(program: Command, environment: CliEnvironment, done: Done): void {
  withInventoryOptions(program.command('prune'))
    .option('--name <name>', 'the containers of this name alone, and persistent ones of yours too')
    .option('--yes', 'remove what is shown (default: it is shown, and nothing is removed)')
    .description('show what of yours is left over on the hosts, of whatever cluster; remove it with --yes')
    .addHelpText(
      'after',
      `
Left over is what was made for a run by a process of yours that is gone and did not hand it over, or that is stopped: what an \`up\` of its cluster
would replace. What somebody uses, may use or has handed over stays, and so does what is another user's. A persistent container goes only by its
name, if it is yours, with all that is installed in it. Each goes by its id, if nobody has claimed it since it was looked at.
So does what an interrupted transfer of an image has left of the login user's, if nothing in it has changed for an hour, unless a name is given.
Exits with 3 where the containers of the name all stay, and with 4 if a host cannot be reached; the others are pruned all the same.

Examples:
  berth prune
  berth prune --yes
  berth prune --host root@gpu1 --name my_lab --yes`,
    )
    .action(async (options: PruneOptions) => {
      const { prune } = await import('../../actions/what-is-there/prune.js')
      done(await prune(environment, options))
    })
}
