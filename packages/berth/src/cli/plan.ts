import { RefusalError } from '@berth/core'
import type { Command } from 'commander'
import { type CommonOptions, type RunOption, withCommonOptions, withRunOption } from './cluster-options.js'
import type { Done } from './done.js'
import type { CliEnvironment } from './environment.js'
import { type ExitCode, exitCodeOf, kindsOf } from './exit-code.js'
import { jsonText } from './json.js'
import { type PolicyOptions, policyOptions, withPolicyOptions } from './policy-options.js'
import { errorText } from './show-error.js'
import { planJson, planTable } from './show-plan.js'
import { withCluster } from './with-cluster.js'

type Options = CommonOptions & RunOption & PolicyOptions

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
  berth plan --hosts gpu1,gpu2 --replace
  berth plan --json | jq .action              # launch, use, attach, restart, repair, none or refuse`,
    )
    .action(async (options: Options) => done(await plan(environment, options)))
}

async function plan(environment: CliEnvironment, options: Options): Promise<ExitCode> {
  const { stderr, signal } = environment
  return withCluster(environment, options, 'adopted', async ({ cluster, progress, print }) => {
    const made = await cluster.plan('up', { ...policyOptions(options), signal })
    print(options.json ? jsonText(planJson(made)) : planTable(made))
    for (const warning of made?.warnings ?? []) progress.warn(warning)
    if (made === null || made.refusal === null) return 0
    const refused = new RefusalError('up', made.refusal, made)
    stderr.write(errorText(refused, false))
    return exitCodeOf(kindsOf(refused))
  })
}
