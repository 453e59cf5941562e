import type { Command } from 'commander'
import type { ForgetOptions } from '../../actions/detached/forget.js'
import type { Done } from '../../ending/done.js'
import type { CliEnvironment } from '../../environment.js'
import { withCommonOptions, withRunOption } from '../../options/cluster-options.js'
import { withDetachedOptions } from '../../options/detached-options.js'

/** Adds `berth forget`. */
export function addForget(program: Command, environment: CliEnvironment, done: Done): void {
  withDetachedOptions(withRunOption(withCommonOptions(program.command('forget'))))
    .argument('<id...>', 'what `berth exec --detach` printed')
    .description('remove what is kept of detached commands that have ended: their output and exit codes')
    .addHelpText(
      'after',
      `
One that runs on some host is refused there: wait for it or stop it first. One that is not there any more is fine. Containers and what commands
wrote elsewhere stay.

Examples:
  berth forget 5f0c7c1e-8f0e-4c57-a4fd-0f4b7a1f3b52
  berth wait $id && berth forget $id`,
    )
    .action(async (ids: string[], options: ForgetOptions) => {
      const { forget } = await import('../../actions/detached/forget.js')
      done(await forget(environment, ids, options))
    })
}
