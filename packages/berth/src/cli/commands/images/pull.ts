import type { Command } from 'commander'
import type { PullOptions } from '../../actions/images/pull.js'
import type { Done } from '../../ending/done.js'
import type { CliEnvironment } from '../../environment.js'
import { withCommonOptions } from '../../options/cluster-options.js'
import { withDistribute } from '../../options/distribute-option.js'
import { withMaxFailures, withParallel } from '../../options/limit-options.js'

/** Adds `berth pull`. */
export function addPull(program: Command, environment: CliEnvironment, done: Done): void {
  withDistribute(
    withParallel(
      withMaxFailures(
        withCommonOptions(program.command('pull')),
        'the image is made present on the others (default: none)',
      ),
      'pull the image on so many hosts at once (default: pulls_at_once of the cluster file, else 16)',
    ),
  )
    .option(
      '--from <host>',
      'give all hosts the image that this host has, only the layers that each lacks; no registry is asked',
    )
    .description(
      'make the image present on every host, as `up` does, and compare what the hosts have; launches nothing',
    )
    .addHelpText(
      'after',
      `
Containers that are there stay, and keep the image that they were made from. Exits with 1 where hosts have different images then.

Examples:
  berth pull
  berth pull --hosts @rack1 --parallel 4
  berth pull && berth up                      # the slow part first
  berth pull --from gpu1                      # what gpu1 has by this name, for all
  berth pull --json | jq '.hosts[].image.configDigest'`,
    )
    .action(async (options: PullOptions) => {
      const { pull } = await import('../../actions/images/pull.js')
      done(await pull(environment, options))
    })
}
