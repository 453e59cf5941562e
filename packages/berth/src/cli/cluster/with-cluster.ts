import { newRun } from '@berth/core'
import { reachedBefore } from '../../runs/index.js'
import type { CliCluster, CliEnvironment } from '../environment.js'
import type { Subcommand } from '../json/answers.js'
import type { CommonOptions, RunOption } from '../options/cluster-options.js'
import { recordOf } from './run-memory.js'
import { type ConfigSession, withConfig } from './with-config.js'

/** How a subcommand works on its cluster. */
export interface Session<Name extends Subcommand> extends ConfigSession<Name> {
  readonly cluster: CliCluster
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
  work: (session: Session<Name>) => Promise<number>,
): Promise<number> {
  return withConfig(environment, command, options, { loadModule: true }, async (session) => {
    const { config, runtimes, progress, answer } = session
    const runs = await environment.openRuns()
    const records = runs.list(config.clusterName, environment.user)
    const known = { recorded: records.map(({ run }) => run), reachedBy: reachedBefore(records) }
    const adopts = which === 'adopted'
    const cluster = await environment.openCluster(config, {
      runtimes,
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
    try {
      return await work({ ...session, cluster })
    } finally {
      progress.flush()
      await cluster.close()
    }
  })
}
