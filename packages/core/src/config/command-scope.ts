import type { CommandScope } from '../errors/index.js'
import type { ClusterConfig } from './model/cluster-config.js'

/**
 * What `berth` commands in remedies are for: these hosts of this config, by the files that it was made from, and the
 * runs that the user named. Default is none.
 */
export function commandScope(
  { file, suiteFile, hosts: known }: Pick<ClusterConfig, 'file' | 'suiteFile' | 'hosts'>,
  hosts: readonly string[],
  runs: Iterable<string> = [],
): CommandScope {
  const isAll = known.every(({ name }) => hosts.includes(name))
  return { file, suite: suiteFile, hosts: isAll ? null : hosts, runs: [...runs] }
}
