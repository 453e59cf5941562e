import type { Command } from 'commander'
import type { PlanOptions } from '../actions/plan.js'
import type { Done } from '../ending/done.js'
import type { CliEnvironment } from '../environment.js'
import { withCommonOptions, withRunOption } from '../options/cluster-options.js'
import { withPolicyOptions } from '../options/policy-options.js'

/** Adds `berth plan`. */
export function addPlan(program: Command, environment: CliEnvironment, done: Done): void {
  withPolicyOptions(withRunOption(withCommonOptions(program.command('plan'))))
    .description('look at every host and say what `up` would do; changes nothing')
    .addHelpText(
      'after',
      `
Exits with 3 if \`up\` would be refused, with 4 if that is because a host cannot be reached.

Examples:
  berth plan
  berth plan --hosts gpu1,gpu2 --replace in_use
  berth plan --json | jq .action              # launch, use, attach, restart, repair, none or refuse`,
    )
    .action(async (options: PlanOptions) => {
      const { plan } = await import('../actions/plan.js')
      done(await plan(environment, options))
    })
}
