import type { Command } from 'commander'
import type { StopOptions } from '../../actions/detached/stop.js'
import type { Done } from '../../ending/done.js'
import type { CliEnvironment } from '../../environment.js'
import { withCommonOptions, withRunOption } from '../../options/cluster-options.js'
import { withDetachedOptions } from '../../options/detached-options.js'

/** Adds `berth stop`. */
export function addStop(program: Command, environment: CliEnvironment, done: Done): void {
  withDetachedOptions(withRunOption(withCommonOptions(program.command('stop'))))
    .argument('<id>', 'what `berth exec --detach` printed')
    .description('end a detached command on all its hosts, with every process that it started')
    .addHelpText(
      'after',
      `
Containers go on: only the command ends.

Examples:
  berth stop 5f0c7c1e-8f0e-4c57-a4fd-0f4b7a1f3b52
  berth stop --hosts gpu1 5f0c7c1e-8f0e-4c57-a4fd-0f4b7a1f3b52`,
    )
    .action(async (id: string, options: StopOptions) => {
      const { stop } = await import('../../actions/detached/stop.js')
      done(await stop(environment, id, options))
    })
}
