import type { Command } from 'commander'
import type { UpOptions } from '../actions/up.js'
import type { Done } from '../ending/done.js'
import type { CliEnvironment } from '../environment.js'
import { withCommonOptions, withRunOption } from '../options/cluster-options.js'
import { withDistribute } from '../options/distribute-option.js'
import { withParallel } from '../options/limit-options.js'
import { withPolicyOptions } from '../options/policy-options.js'

/** Adds `berth up`. */
export function addUp(program: Command, environment: CliEnvironment, done: Done): void {
  withDistribute(
    withParallel(
      withPolicyOptions(withRunOption(withCommonOptions(program.command('up')))),
      'pull the image, and run the setup script, on so many hosts at once (default: pulls_at_once and setup_scripts_at_once of the cluster file, else 16)',
    ),
  )
    .option('--keep-failed', 'leave what failed in place, to be looked at')
    .option(
      '--stream',
      'print what setup scripts print as it comes, each line after its host, on standard error; with --json, as JSON, one a line',
    )
    .description('verify, attach or launch, as the lifetime policy decides; `exec` and `down` may follow later')
    .addHelpText(
      'after',
      `
What the setup script prints, and what it leaves running, is in /var/lib/berth/setup.log in each container, while it runs too.

Examples:
  berth up
  berth up --hosts gpu1,gpu2 --json
  berth up --stream                           # with what the setup scripts print
  berth up --replace in_use                   # take the place of another run
  berth up --repair launch_missing            # persistent: launch where the container is missing
  berth up --max-failures 5% --parallel 64    # go on without a few bad hosts of many`,
    )
    .action(async (options: UpOptions) => {
      const { up } = await import('../actions/up.js')
      done(await up(environment, options))
    })
}
