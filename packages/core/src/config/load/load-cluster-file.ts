import type { ClusterConfig } from '../model/cluster-config.js'
import { readClusterFile } from './read-cluster-file.js'
import type { ConfigOptions } from './resolve-config.js'

/**
 * Reads a cluster file, JSON or YAML, checks it, and makes it complete. The result is deeply frozen.
 *
 * @param path The file, relative to `cwd`; `~` is allowed.
 * @throws ConfigError with everything that is wrong, each with its file, line and column.
 * @example
 * const config = loadClusterFile('cluster.json')
 */
export function loadClusterFile(path: string, options: ConfigOptions = {}): ClusterConfig {
  return readClusterFile(path, options).check(options.runtimes)
}
