import { type ExitCode, newRun } from '@berth/core'
import { reachedBefore } from '../../runs/index.js'
import { toItsEnd } from '../ending/to-its-end.js'
import type { CliCluster, CliEnvironment } from '../environment.js'
import type { Answer } from '../json/answer.js'
import type { Subcommand } from '../json/answers.js'
import type { CommonOptions, RunOption } from '../options/cluster-options.js'
import { Progress } from '../progress/progress.js'
import { clusterFile } from './cluster-file.js'
import { recordOf } from './run-memory.js'

/** How a subcommand works on its cluster. */
export interface Session<Name extends Subcommand> {
  readonly cluster: CliCluster
  readonly progress: Progress
  /** Shows a warning, and keeps it for --json. */
  readonly warn: (warning: string) => void
  /** What is said with --json. */
  readonly answer: Answer<Name>
  /** Prints a result for people, after the progress that led to it; nothing with --json, which says all at the end. */
  readonly print: (text: string) => void
}

/**
 * Which containers a subcommand works with, beside those that it makes. `adopted`: those that earlier processes of this
 * user handed over, and those of the runs that --run names; what it makes, it hands over in its turn. `new`: none.
 */
export type WhichRun = 'adopted' | 'new'

/** Options by which a subcommand opens its cluster. */
export interface SessionOptions extends CommonOptions, RunOption {
  readonly head?: true
  readonly stream?: true
}

/** The hosts that a subcommand asks. */
export function askedHosts(
  { config, hosts }: Pick<CliCluster, 'config' | 'hosts'>,
  { head }: SessionOptions,
): readonly string[] {
  return head ? [config.headHost] : hosts
}

/** Opens the cluster, does the work, closes the cluster whatever happened, and says what became of it all. */
export async function withCluster<Name extends Subcommand>(
  environment: CliEnvironment,
  command: Name,
  options: SessionOptions,
  which: WhichRun,
  work: (session: Session<Name>) => Promise<ExitCode>,
): Promise<ExitCode> {
  return toItsEnd(environment, command, options, async (answer) => {
    const file = clusterFile(options, environment)
    const config = await environment.loadConfig(file, options.suite === undefined ? {} : { suiteFile: options.suite })
    const progress = new Progress(
      environment.stderr,
      config.hosts.map(({ name }) => name),
      environment,
    )
    const warn = (warning: string): void => {
      progress.warn(warning)
      answer.warn(warning)
    }
    answer.asks(config, [])
    for (const { path, message } of config.warnings) warn(`${path}: ${message}`)

    const runs = await environment.openRuns()
    const records = runs.list(config.clusterName, environment.user)
    const known = { recorded: records.map(({ run }) => run), reachedBy: reachedBefore(records) }
    const adopts = which === 'adopted'
    const cluster = await environment.openCluster(config, {
      run: newRun(environment.user),
      adopt: adopts ? { ...known, handedOver: true, runs: options.run ?? [] } : known,
      handsOver: adopts,
      ...(adopts && { beforeLaunch: (launch) => runs.write(recordOf(launch, config, environment)) }),
      onEvent: (event) => {
        if (event.type === 'warning') answer.warn(event.message)
        progress.listener(event)
      },
      ...(options.hosts !== undefined && { hosts: options.hosts }),
    })
    answer.asks(config, askedHosts(cluster, options))
    const print = (text: string): void => {
      progress.flush()
      if (!options.json) environment.stdout.write(text)
    }
    try {
      return await work({ cluster, progress, warn, answer, print })
    } finally {
      progress.flush()
      await cluster.close()
    }
  })
}
