import type { Cluster, ConfigOptions } from '@berth/core'
import { loadConfig } from './load-config.js'
import { type WireOptions, wireCluster } from './wire-cluster.js'

/** Options of {@link openCluster}. */
export interface OpenClusterOptions extends WireOptions {
  /**
   * A second file, by path or as an object, whose top-level keys replace the cluster file's, each as a whole. Default
   * is none.
   */
  readonly suiteFile?: ConfigOptions['suiteFile']
}

/**
 * Reads a cluster file and makes the cluster object: remote hosts over SSH, this machine's own names (`localhost`,
 * `127.0.0.1`, `::1`) without it, containers by the runtime that the file names.
 *
 * Connects to nothing: that comes with the first call. Close the object when done, else its connections keep the
 * process alive.
 *
 * @param file JSON or YAML, relative to the working directory; `~` is allowed.
 * @throws ConfigError with everything that is wrong in the file; `BERTH_RUNTIME_UNKNOWN` or `BERTH_CAPABILITY_MISSING`
 * where no runtime can do what the file asks for; `TypeError` where the `argsSchema` of a runtime cannot be used.
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
export async function openCluster(file: string, options: OpenClusterOptions = {}): Promise<Cluster> {
  const { suiteFile, ...wiring } = options
  const config = await loadConfig(file, {
    ...(suiteFile !== undefined && { suiteFile }),
    ...(wiring.runtimes && { runtimes: wiring.runtimes }),
  })
  return wireCluster(config, wiring)
}
