import type { ClusterConfig } from '../model/cluster-config.js'
import { absolutePath, configEnvironment } from '../model/environment.js'
import { readSource } from '../parse/read-source.js'
import { type ConfigOptions, suiteSource } from './resolve-config.js'
import { resolveSources } from './resolve-sources.js'

/**
 * Reads a cluster file, JSON or YAML, checks it, and makes it complete. The result is deeply frozen.
 *
 * @param path The file, relative to `cwd`; `~` is allowed.
 * @throws ConfigError with everything that is wrong, each with its file, line and column.
 * @example
 * const config = loadClusterFile('cluster.json')
 */
export function loadClusterFile(path: string, options: ConfigOptions = {}): ClusterConfig {
  const environment = configEnvironment(options)
  const cluster = readSource(path, environment)
  return resolveSources(cluster, suiteSource(options, environment), environment, absolutePath(path, environment))
}
