import type { Command } from 'commander'
import type { StatusOptions } from '../actions/what-is-there/status.js'
import type { Done } from '../ending/done.js'
import type { CliEnvironment } from '../environment.js'
import { withCommonOptions, withRunOption } from '../options/cluster-options.js'

/** Adds `berth status`. */
export function addStatus(program: Command, environment: CliEnvironment, done: Done): void {
  withRunOption(withCommonOptions(program.command('status')))
    .description('what every host has, whose it is, and what `up` would do there; changes nothing')
    .addHelpText(
      'after',
      `
Hosts that differ in ids and times alone share a row, with the earliest time; --json has every host.
Exits with 4 if a host cannot be reached.

Examples:
  berth status
  berth status --hosts gpu1
  berth status --json | jq '.hosts[].state'`,
    )
    .action(async (options: StatusOptions) => {
      const { status } = await import('../actions/what-is-there/status.js')
      done(await status(environment, options))
    })
}
