import type { Command } from 'commander'
import { type CommonOptions, type RunOption, withCommonOptions, withRunOption } from './cluster-options.js'
import type { Done } from './done.js'
import type { CliEnvironment } from './environment.js'
import type { ExitCode } from './exit-code.js'
import { handOver, leftSomething } from './hand-over.js'
import { jsonText } from './json.js'
import { mayLeaveContainers } from './may-leave.js'
import { type PolicyOptions, policyOptions, withPolicyOptions } from './policy-options.js'
import { doneJson, doneText } from './show-plan.js'
import { withCluster } from './with-cluster.js'

interface Options extends CommonOptions, RunOption, PolicyOptions {
  readonly keepFailed?: true
}

/** Adds `berth up`. */
export function addUp(program: Command, environment: CliEnvironment, done: Done): void {
  withPolicyOptions(withRunOption(withCommonOptions(program.command('up'))))
    .option('--keep-failed', 'leave what failed in place, to be looked at')
    .description('verify, attach or launch, as the lifetime policy decides; `exec` and `down` may follow later')
    .addHelpText(
      'after',
      `
Examples:
  berth up
  berth up --hosts gpu1,gpu2 --json
  berth up --replace                          # take the place of another run
  berth up --repair launch_missing            # persistent: launch where the container is missing`,
    )
    .action(async (options: Options) => done(await up(environment, options)))
}

async function up(environment: CliEnvironment, options: Options): Promise<ExitCode> {
  const { signal, mayLeave } = environment
  const keepFailed = options.keepFailed ?? false
  return withCluster(environment, options, 'adopted', async ({ cluster, print }) => {
    mayLeave(mayLeaveContainers(cluster))
    try {
      const plan = await cluster.up({ ...policyOptions(options), keepFailed, signal })
      handOver(cluster, environment)
      print(options.json ? jsonText(doneJson(plan, cluster)) : doneText(plan))
      return 0
    } catch (error) {
      if (leftSomething(error, keepFailed)) handOver(cluster, environment)
      throw error
    }
  })
}
