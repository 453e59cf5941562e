import type { Command } from 'commander'
import type { WaitOptions } from '../../actions/detached/wait.js'
import type { Done } from '../../ending/done.js'
import type { CliEnvironment } from '../../environment.js'
import { withCommonOptions, withRunOption } from '../../options/cluster-options.js'
import { withDetachedOptions } from '../../options/detached-options.js'
import { withExitCodeOption } from '../../options/exit-code-option.js'
import { withOutputOptions } from '../../options/output-options.js'

/** Adds `berth wait`. */
export function addWait(program: Command, environment: CliEnvironment, done: Done): void {
  withExitCodeOption(withOutputOptions(withDetachedOptions(withRunOption(withCommonOptions(program.command('wait'))))))
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
    .action(async (id: string, options: WaitOptions) => {
      const { wait } = await import('../../actions/detached/wait.js')
      done(await wait(environment, id, options))
    })
}
