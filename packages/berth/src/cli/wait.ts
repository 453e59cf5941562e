import type { DetachedWaitOptions } from '@berth/core'
import type { Command } from 'commander'
import { type CommonOptions, type RunOption, withCommonOptions, withRunOption } from './cluster-options.js'
import { type DetachedOptions, detachedPlace, withDetachedOptions } from './detached-options.js'
import type { Done } from './done.js'
import { ofDetachedCommand } from './ending-meanings.js'
import type { CliEnvironment } from './environment.js'
import { type ExitCode, exitCodeOf } from './exit-code.js'
import { type OutputOptions, outputOptions, withOutputOptions } from './output-options.js'
import { printCommand } from './print-command.js'
import { withCluster } from './with-cluster.js'

type Options = CommonOptions & RunOption & DetachedOptions & OutputOptions

/** Adds `berth wait`. */
export function addWait(program: Command, environment: CliEnvironment, done: Done): void {
  withOutputOptions(withDetachedOptions(withRunOption(withCommonOptions(program.command('wait')))))
    .argument('<id>', 'what `berth exec --detach` printed')
    .description('wait for a detached command, then print what it printed and how it ended')
    .addHelpText(
      'after',
      `
Interrupting it ends the waiting, not the command. It may be asked again, also after the command has ended; \`berth forget\` removes
what is kept of it. \`berth ps\` finds a lost id.

Examples:
  berth wait 5f0c7c1e-8f0e-4c57-a4fd-0f4b7a1f3b52
  berth wait --stream 5f0c7c1e-8f0e-4c57-a4fd-0f4b7a1f3b52    # from its beginning, then as it comes
  berth wait --output-dir ./logs 5f0c7c1e-8f0e-4c57-a4fd-0f4b7a1f3b52`,
    )
    .action(async (id: string, options: Options) => done(await wait(environment, id, options)))
}

async function wait(environment: CliEnvironment, id: string, options: Options): Promise<ExitCode> {
  const { signal } = environment
  return withCluster(environment, options, 'adopted', async ({ cluster, progress }) => {
    if (!options.onHost) await cluster.attach({ signal })
    progress.flush()
    const detached = cluster.detached(id, detachedPlace(options))
    const how = { signal, ...outputOptions(options) }
    const wait = (listening: DetachedWaitOptions) => detached.wait(listening)
    return exitCodeOf(await printCommand(environment, cluster, options, how, wait, ofDetachedCommand))
  })
}
