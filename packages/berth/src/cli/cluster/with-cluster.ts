import { type LeftOutBefore, newRun } from '@berth/core'
import { leftOutBefore, reachedBefore } from '../../runs/index.js'
import type { CliCluster, CliEnvironment } from '../environment.js'
import type { Subcommand } from '../json/answers.js'
import type { CommonOptions, RunOption } from '../options/cluster-options.js'
import { recordOf } from './run-memory.js'
import { type ConfigSession, withConfig } from './with-config.js'

/** How a subcommand works on its cluster. */
export interface Session<Name extends Subcommand> extends ConfigSession<Name> {
  readonly cluster: CliCluster
  /** The hosts that an earlier `up` went on without. */
  readonly leftOut: ReadonlyMap<string, LeftOutBefore>
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

/** The hosts that a subcommand asks: of all, those that the set has, once there is a set. */
export function askedHosts(
  { config, hosts, missing }: Pick<CliCluster, 'config' | 'hosts'> & Partial<Pick<CliCluster, 'missing'>>,
  { head }: SessionOptions,
): readonly string[] {
  return head ? [config.headHost] : hosts.filter((host) => !missing?.has(host))
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
    const { config, runtimes, progress, answer, warn } = session
    const runs = await environment.openRuns()
    const records = runs.list(config.clusterName, environment.user)
    const adopts = which === 'adopted'
    const isItsSet = adopts || config.container?.lifetime === 'persistent'
    const leftOut = isItsSet ? leftOutBefore(records, config) : new Map<string, LeftOutBefore>()
    const known = {
      ...{ recorded: records.map(({ run }) => run), reachedBy: reachedBefore(records) },
      ...(leftOut.size > 0 && { leftOut }),
    }
    const cluster = await environment.openCluster(config, {
      runtimes,
      run: newRun(environment.user),
      adopt: adopts ? { ...known, handedOver: true, runs: options.run ?? [] } : known,
      handsOver: adopts,
      ...(adopts && { beforeLaunch: (launch) => runs.write(recordOf(launch, config, environment)) }),
      onEvent: (event) => {
        if (event.type === 'warning') warn(event.message)
        else progress.listener(event)
      },
      ...(options.hosts !== undefined && { hosts: options.hosts }),
    })
    answer.asks(config, askedHosts(cluster, options))
    try {
      return await work({ ...session, cluster, leftOut })
    } finally {
      progress.flush()
      await cluster.close()
    }
  })
}
