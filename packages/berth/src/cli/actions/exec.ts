import { attachSet } from '../cluster/attach-set.js'
import { checkTurns, commandLimits } from '../cluster/command-limits.js'
import { commandedHosts, commandsOfHosts } from '../cluster/commands-of-hosts.js'
import { withCluster } from '../cluster/with-cluster.js'
import { commandExitCode } from '../ending/command-exit-code.js'
import { mayLeaveCommands } from '../ending/exit-leftovers.js'
import type { CliEnvironment } from '../environment.js'
import type { CommonOptions, RunOption } from '../options/cluster-options.js'
import { type CommandOptions, execOptions } from '../options/command-options.js'
import { type EachOptions, templating } from '../options/each-options.js'
import { lettingFail } from '../options/limit-options.js'
import { type SkipOption, skipping } from '../options/skip-option.js'
import { ofCommand } from '../show/ending-meanings.js'
import { lookAtLeft } from '../show/look-at-left.js'
import { type RunCommand, tellCommand } from './tell-command.js'

/** Options of `berth exec`. */
export interface ExecOptions extends CommonOptions, RunOption, CommandOptions, EachOptions, SkipOption {
  readonly onHost?: true
  readonly detach?: true
}

/** What `berth exec` does. Gives the exit code. */
export async function exec(
  environment: CliEnvironment,
  words: readonly string[],
  options: ExecOptions,
): Promise<number> {
  const { signal, mayLeave } = environment
  return withCluster(
    environment,
    'exec',
    options,
    'adopted',
    async ({ cluster, progress, answer, leftOut, folded }) => {
      mayLeave(mayLeaveCommands)
      const commandOf = commandsOfHosts(words, options, cluster)
      checkTurns(options, cluster, environment)
      const attaching = { signal, ...skipping(options), ...lettingFail(options) }
      if (!options.onHost) await attachSet({ cluster, answer, folded }, attaching)
      progress.flush()
      const how = {
        ...execOptions(options, environment),
        ...{ ...skipping(options), ...templating(options), ...commandLimits(options, commandOf, { cluster, leftOut }) },
      }
      const meanings = { ...ofCommand, look: lookAtLeft(cluster, options) }
      const exec: RunCommand = (listening) =>
        cluster.execEach(commandOf, { ...listening, ...(options.onHost && { on: 'host' }) })
      const hosts = commandedHosts(commandOf, cluster, options)
      const results = await tellCommand(
        environment,
        { cluster, answer, progress, hosts, folded },
        options,
        how,
        exec,
        meanings,
      )
      return commandExitCode(results, options.exitCode)
    },
  )
}
