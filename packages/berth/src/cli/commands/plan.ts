import type { Command } from 'commander'
import type { PlanOptions } from '../actions/plan.js'
import type { Done } from '../ending/done.js'
import type { CliEnvironment } from '../environment.js'
import { withCommonOptions, withRunOption } from '../options/cluster-options.js'
import { withPolicyOptions } from '../options/policy-options.js'

/** Adds `berth plan`. */
export function addPlan(program: Command, environment: CliEnvironment, done: Done): void {
  withPolicyOptions(withRunOption(withCommonOptions(program.command('plan'))))
    .option(
      '--detailed-exitcode',
      'exit with 5 if `up` would change something, or a container is not what the file asks for',
    )
    .description('look at every host and say what `up` would do; changes nothing')
    .addHelpText(
      'after',
      `
DRIFT is in what a container differs from what the cluster file asks for now: what it has → what is asked for.
Exits with 3 if \`up\` would be refused, with 4 if that is because a host cannot be reached.

Examples:
  berth plan
  berth plan --hosts gpu1,gpu2 --replace in_use
  berth plan --detailed-exitcode              # 0: nothing to do; 5: there is
  berth plan --json | jq .action              # launch, use, attach, restart, repair, none or refuse`,
    )
    .action(async (options: PlanOptions) => {
      const { plan } = await import('../actions/plan.js')
      done(await plan(environment, options))
    })
}
