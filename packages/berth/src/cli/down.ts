import type { Command } from 'commander'
import { type CommonOptions, type RunOption, withCommonOptions, withRunOption } from './cluster-options.js'
import type { Done } from './done.js'
import type { CliEnvironment } from './environment.js'
import type { ExitCode } from './exit-code.js'
import { forgetRun } from './hand-over.js'
import { jsonText } from './json.js'
import { mayLeaveContainers } from './may-leave.js'
import { doneJson, doneText } from './show-plan.js'
import { withCluster } from './with-cluster.js'

interface Options extends CommonOptions, RunOption {
  readonly destroy?: true
}

/** Adds `berth down`. */
export function addDown(program: Command, environment: CliEnvironment, done: Done): void {
  withRunOption(withCommonOptions(program.command('down')))
    .option('--destroy', 'remove persistent containers too, with all that is installed in them')
    .description("remove what this cluster's run made; persistent containers stay")
    .addHelpText(
      'after',
      `
Examples:
  berth down
  berth down --run 5b0c…                      # a run that this machine has no record of
  berth down --destroy                        # lifetime persistent: remove the containers for good`,
    )
    .action(async (options: Options) => done(await down(environment, options)))
}

async function down(environment: CliEnvironment, options: Options): Promise<ExitCode> {
  const { signal, mayLeave } = environment
  return withCluster(environment, options, 'adopted', async ({ cluster, print }) => {
    mayLeave(mayLeaveContainers(cluster))
    const plan = await cluster.down({ ...(options.destroy && { destroy: true }), signal })
    forgetRun(cluster, environment)
    print(options.json ? jsonText(doneJson(plan, cluster)) : doneText(plan))
    return 0
  })
}
