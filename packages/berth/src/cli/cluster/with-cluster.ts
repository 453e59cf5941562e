import { newRun } from '@berth/core'
import { reachedBefore } from '../../runs/index.js'
import type { ExitCode } from '../ending/exit-code.js'
import type { CliCluster, CliEnvironment } from '../environment.js'
import type { CommonOptions, RunOption } from '../options/cluster-options.js'
import { Progress } from '../progress/progress.js'
import { clusterFile } from './cluster-file.js'
import { recordOf } from './run-memory.js'

/** How a subcommand works on its cluster. */
export interface Session {
  readonly cluster: CliCluster
  readonly progress: Progress
  /** Prints a result: after the progress that led to it. */
  readonly print: (text: string) => void
}

/**
 * Which containers a subcommand works with, beside those that it makes. `adopted`: those that earlier processes of this
 * user handed over, and those of the runs that --run names; what it makes, it hands over in its turn. `new`: none.
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
  const records = runs.list(config.clusterName, environment.user)
  const known = { recorded: records.map(({ run }) => run), reachedBy: reachedBefore(records) }
  const adopts = which === 'adopted'
  const cluster = await environment.openCluster(config, {
    run: newRun(environment.user),
    adopt: adopts ? { ...known, handedOver: true, runs: options.run ?? [] } : known,
    handsOver: adopts,
    ...(adopts && { beforeLaunch: (launch) => runs.write(recordOf(launch, config, environment)) }),
    onEvent: progress.listener,
    ...(options.hosts !== undefined && { hosts: options.hosts }),
  })
  const print = (text: string): void => {
    progress.flush()
    environment.stdout.write(text)
  }
  try {
    return await work({ cluster, progress, print })
  } finally {
    progress.flush()
    await cluster.close()
  }
}
