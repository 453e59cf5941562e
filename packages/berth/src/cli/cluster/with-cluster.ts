import { newRun, type Run } from '@berth/core'
import type { ExitCode } from '../ending/exit-code.js'
import type { CliCluster, CliEnvironment } from '../environment.js'
import type { CommonOptions, RunOption } from '../options/cluster-options.js'
import { Progress } from '../progress/progress.js'
import { clusterFile } from './cluster-file.js'

/** How a subcommand works on its cluster. */
export interface Session {
  readonly cluster: CliCluster
  /** Id of the run that an earlier process left, or that --run names; null for a new run of this process. */
  readonly adopted: string | null
  readonly progress: Progress
  /** Prints a result: after the progress that led to it. */
  readonly print: (text: string) => void
}

/**
 * Which run a subcommand works for: `adopted` is the one that an earlier `up` left, or that --run names, if there is
 * one.
 */
export type WhichRun = 'adopted' | 'new'

/** Opens the cluster, does the work, and closes the cluster whatever happened. */
export async function withCluster(
  environment: CliEnvironment,
  options: CommonOptions & RunOption,
  which: WhichRun,
  work: (session: Session) => Promise<ExitCode>,
): Promise<ExitCode> {
  const file = clusterFile(options, environment)
  const config = await environment.loadConfig(file, options.suite === undefined ? {} : { suiteFile: options.suite })
  const progress = new Progress(
    environment.stderr,
    config.hosts.map(({ name }) => name),
  )
  for (const { path, message } of config.warnings) progress.warn(`${path}: ${message}`)

  const runs = await environment.openRuns()
  const adopted = which === 'new' ? null : (options.run ?? runs.read(config.clusterName, environment.user)?.run ?? null)
  const cluster = await environment.openCluster(config, {
    run: runOf(adopted, environment.user),
    onEvent: progress.listener,
    ...(options.hosts !== undefined && { hosts: options.hosts }),
  })
  const print = (text: string): void => {
    progress.flush()
    environment.stdout.write(text)
  }
  try {
    return await work({ cluster, adopted, progress, print })
  } finally {
    progress.flush()
    await cluster.close()
  }
}

/** An adopted run keeps its id; whoever adopts it is its owner from now on. */
function runOf(adopted: string | null, user: string): Run {
  const run = newRun(user)
  return adopted === null ? run : { ...run, id: adopted }
}
