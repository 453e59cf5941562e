import type { Cluster, ClusterConfig, ClusterFile, ConfigOptions } from '@berth/core'
import { loadConfig } from './load-config.js'
import { type WireOptions, wireCluster } from './wire-cluster.js'

/** Options of {@link openCluster}. */
export interface OpenClusterOptions extends WireOptions {
  /**
   * A second file, by path or as an object, laid over the cluster file: its `container` key by key (see `suite_merge`),
   * and others of Berth's top-level keys each as a whole. Not for a config that is resolved already. Default is none.
   */
  readonly suiteFile?: ConfigOptions['suiteFile']
}

/**
 * Reads a cluster file, or takes a config made in code, and makes the cluster object: remote hosts over SSH, this
 * machine's own names (`localhost`, `127.0.0.1`, `::1`) without it, containers by the runtime that the file names. A
 * module that the file names for its runtime (`runtime.module`) is loaded: somebody else's program, which runs in this
 * process.
 *
 * Connects to nothing: that comes with the first call. Close the object when done, else its connections keep the
 * process alive.
 *
 * @param cluster The path of a file, JSON or YAML, relative to the working directory (`~` is allowed); or an object
 * with the keys of a cluster file, which is checked as a file is; or a config that `resolveConfig` or
 * `loadClusterFile` gave.
 * @throws ConfigError with everything that is wrong in the file; `BERTH_RUNTIME_UNKNOWN` or
 * `BERTH_CAPABILITY_MISSING` where no runtime can do what the file asks for; `TypeError` where the `argsSchema` of a
 * runtime cannot be used, and for a `suiteFile` beside a resolved config.
 * @example
 * const cluster = await openCluster('cluster.json')
 * try {
 *   await cluster.up()
 *   const results = await cluster.exec('hostname', { timeout: '10m' })
 *   results.throwIfFailed()
 * } finally {
 *   await cluster.down()
 *   await cluster.close()
 * }
 */
export async function openCluster(
  cluster: string | ClusterFile | ClusterConfig,
  options: OpenClusterOptions = {},
): Promise<Cluster> {
  const { suiteFile, ...wiring } = options
  if (isResolved(cluster)) {
    if (suiteFile === undefined) return wireCluster(cluster, wiring)
    throw new TypeError('A config that is resolved takes no suiteFile: give both to resolveConfig')
  }
  const { config, runtimes } = await loadConfig(cluster, {
    ...(suiteFile !== undefined && { suiteFile }),
    ...(wiring.runtimes && { runtimes: wiring.runtimes }),
  })
  return wireCluster(config, { ...wiring, runtimes })
}

/** Whether it is a config with everything filled in, which has no key of a cluster file for its hosts. */
function isResolved(cluster: string | ClusterFile | ClusterConfig): cluster is ClusterConfig {
  return typeof cluster === 'object' && 'headHost' in cluster && !('node_dict' in cluster)
}
