import { withCluster } from '../cluster/with-cluster.js'
import { type ExitCode, exitCodeOf } from '../ending/exit-code.js'
import { mayLeaveCommands } from '../ending/exit-leftovers.js'
import type { CliEnvironment } from '../environment.js'
import type { CommonOptions, RunOption } from '../options/cluster-options.js'
import { type CommandOptions, commandOf, execOptions } from '../options/command-options.js'
import { detachedPlace } from '../options/detached-options.js'
import { printCommand } from '../output/print-command.js'
import { jsonText } from '../show/json-text.js'

/** Options of `berth exec`. */
export interface ExecOptions extends CommonOptions, RunOption, CommandOptions {
  readonly onHost?: true
  readonly detach?: true
}

/** What `berth exec` does. Gives the exit code, or throws what went wrong. */
export async function exec(
  environment: CliEnvironment,
  words: readonly string[],
  options: ExecOptions,
): Promise<ExitCode> {
  const { signal, mayLeave } = environment
  return withCluster(environment, options, 'adopted', async ({ cluster, progress, print }) => {
    mayLeave(mayLeaveCommands)
    const command = commandOf(words)
    if (!options.onHost) await cluster.attach({ signal })
    progress.flush()
    if (options.detach) {
      const { id, hosts } = await cluster.start(command, { signal, ...detachedPlace(options) })
      print(options.json ? jsonText({ id, hosts }) : `${id}\n`)
      return 0
    }
    const how = execOptions(options, signal)
    const kinds = await printCommand(environment, cluster, options, how, (listening) =>
      options.onHost ? cluster.execOnHost(command, listening) : cluster.exec(command, listening),
    )
    return exitCodeOf(kinds)
  })
}
