import type { Command } from 'commander'
import type { PsOptions } from '../../actions/detached/ps.js'
import type { Done } from '../../ending/done.js'
import type { CliEnvironment } from '../../environment.js'
import { withCommonOptions, withRunOption } from '../../options/cluster-options.js'
import { withDetachedOptions } from '../../options/detached-options.js'
import { withSkipOption } from '../../options/skip-option.js'

/** Adds `berth ps`. */
export function addPs(program: Command, environment: CliEnvironment, done: Done): void {
  withSkipOption(withDetachedOptions(withRunOption(withCommonOptions(program.command('ps'))), 'those'))
    .description('list the detached commands that are kept on every host, with their ids and states; changes nothing')
    .addHelpText(
      'after',
      `
All of your user in the containers, whoever started them; with --on-host those on the hosts themselves. One that has ended stays until
\`berth forget\`. Hosts on which a command is in the same state are shown once.

Examples:
  berth ps
  berth ps --on-host --hosts gpu1
  berth ps --json | jq '.hosts[].commands[].id'`,
    )
    .action(async (options: PsOptions) => {
      const { ps } = await import('../../actions/detached/ps.js')
      done(await ps(environment, options))
    })
}
