import { type ErrorKind, exitCodeOf, type HostResults, KeptError } from '@berth/core'
import { kindsOf } from '../../kinds-of.js'
import { attachSet, keepMissing } from '../cluster/attach-set.js'
import { checkTurns, commandLimits } from '../cluster/command-limits.js'
import { commandedHosts, commandsOfHosts } from '../cluster/commands-of-hosts.js'
import { type Session, withCluster } from '../cluster/with-cluster.js'
import { commandExitCode } from '../ending/command-exit-code.js'
import { mayLeaveCommands, mayLeaveContainers } from '../ending/exit-leftovers.js'
import { tellError } from '../ending/tell-error.js'
import type { CliEnvironment } from '../environment.js'
import type { CommonOptions } from '../options/cluster-options.js'
import { type CommandOptions, execOptions } from '../options/command-options.js'
import { type EachOptions, templating } from '../options/each-options.js'
import { lettingFail, limits } from '../options/limit-options.js'
import { tellCommand } from './tell-command.js'

/** Options of `berth run`. */
export interface RunOptions extends CommonOptions, CommandOptions, EachOptions {}

type Results = HostResults | HostResults<Uint8Array>

/** What `berth run` does. Gives the exit code. */
export async function run(environment: CliEnvironment, words: readonly string[], options: RunOptions): Promise<number> {
  return withCluster(environment, 'run', options, 'new', async ({ cluster, progress, answer, leftOut, folded }) => {
    const commandOf = commandsOfHosts(words, options, cluster)
    checkTurns(options, cluster, environment)
    const exec = async (): Promise<Results> => {
      progress.flush()
      const how = {
        ...execOptions(options, environment),
        ...{ ...templating(options), ...commandLimits(options, commandOf, { cluster, leftOut }) },
      }
      const hosts = commandedHosts(commandOf, cluster, options)
      return tellCommand(environment, { cluster, answer, progress, hosts, folded }, options, how, (listening) =>
        cluster.execEach(commandOf, listening),
      )
    }
    if (cluster.config.container?.lifetime === 'per_run')
      return launched({ cluster, answer, folded }, environment, options, exec)
    environment.mayLeave(mayLeaveCommands)
    await attachSet({ cluster, answer, folded }, { signal: environment.signal, ...lettingFail(options) })
    return commandExitCode(await exec(), options.exitCode)
  })
}

/**
 * Does work between `up` and `down`. An `up` that fails cleans up after itself. After an `up` that succeeds, or leaves
 * what others might use by now, `down` comes whatever happens, and no interrupt stops `down`.
 */
async function launched(
  { cluster, answer, folded }: Pick<Session<'run'>, 'cluster' | 'answer' | 'folded'>,
  environment: CliEnvironment,
  { exitCode, ...options }: RunOptions,
  work: () => Promise<Results>,
): Promise<number> {
  const { signal, mayLeave } = environment
  mayLeave(mayLeaveContainers(cluster))
  const kinds = new Set<ErrorKind>()
  let results: Results | null = null
  const failed = async (error: unknown): Promise<void> => {
    // A refusal would promise that nothing was changed, and there was an `up`.
    for (const kind of kindsOf(error)) kinds.add(kind === 'refused' ? 'failed' : kind)
    answer.failed(error)
    await tellError(error, environment)
  }
  const kept = await cluster.up({ signal, ...limits(options) }).then(() => null, keptError)
  answer.missing(cluster.missing)
  keepMissing(cluster.missing, folded)
  try {
    if (kept !== null) throw kept.cause
    results = await work()
  } catch (error) {
    await failed(error)
  }
  try {
    await cluster.down()
  } catch (error) {
    await failed(error)
  }
  return results === null ? exitCodeOf(kinds) : commandExitCode(results, exitCode, kinds)
}

/** Nobody is told of a run of one command that its containers are to stay. Throws any other error. */
function keptError(error: unknown): KeptError {
  if (error instanceof KeptError) return error
  throw error
}
