import { type ExitCode, exitCodeOf } from '@berth/core'
import { withCluster } from '../cluster/with-cluster.js'
import { mayLeaveCommands } from '../ending/exit-leftovers.js'
import type { CliEnvironment } from '../environment.js'
import type { CommonOptions, RunOption } from '../options/cluster-options.js'
import { type CommandOptions, commandOf, execOptions } from '../options/command-options.js'
import { type SkipOption, skipping } from '../options/skip-option.js'
import { ofCommand } from '../show/ending-meanings.js'
import { lookAtLeft } from '../show/look-at-left.js'
import { type RunCommand, tellCommand } from './tell-command.js'

/** Options of `berth exec`. */
export interface ExecOptions extends CommonOptions, RunOption, CommandOptions, SkipOption {
  readonly onHost?: true
  readonly detach?: true
}

/** What `berth exec` does. Gives the exit code. */
export async function exec(
  environment: CliEnvironment,
  words: readonly string[],
  options: ExecOptions,
): Promise<ExitCode> {
  const { signal, mayLeave } = environment
  return withCluster(environment, 'exec', options, 'adopted', async ({ cluster, progress, answer }) => {
    mayLeave(mayLeaveCommands)
    const command = commandOf(words)
    if (!options.onHost) await cluster.attach({ signal, ...skipping(options) })
    progress.flush()
    const how = { ...execOptions(options, environment), ...skipping(options) }
    const meanings = { ...ofCommand, look: lookAtLeft(cluster, options) }
    const exec: RunCommand = (listening) =>
      options.onHost ? cluster.execOnHost(command, listening) : cluster.exec(command, listening)
    const kinds = await tellCommand(environment, { cluster, answer }, options, how, exec, meanings)
    return exitCodeOf(kinds)
  })
}
