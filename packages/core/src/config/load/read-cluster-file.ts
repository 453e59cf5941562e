import { namedRuntime } from '../check/named-runtime.js'
import type { ClusterConfig } from '../model/cluster-config.js'
import { absolutePath, configEnvironment } from '../model/environment.js'
import type { KnownRuntimes } from '../model/file-keys.js'
import { readSource } from '../parse/read-source.js'
import { mergeSources } from '../parse/sources.js'
import type { LoadedConfig } from './loaded-config.js'
import { type ConfigOptions, suitePath, suiteSource } from './resolve-config.js'
import { resolveSources } from './resolve-sources.js'

/** A cluster file that was read and not yet checked. */
export interface UncheckedClusterFile {
  /** The runtime that the file names, for which an adapter may be loaded; null where the file names none. */
  readonly runtime: string | null
  /**
   * Checks the file, with the keys that its runtime adds to the built-in ones, and makes it complete; see
   * {@link ConfigOptions.runtimes}.
   *
   * @throws ConfigError with everything that is wrong, each with its file, line and column.
   */
  check(runtimes?: KnownRuntimes): ClusterConfig
  /**
   * As `check`, and says besides where each value was written.
   *
   * @throws ConfigError as `check` does.
   */
  load(runtimes?: KnownRuntimes): LoadedConfig
}

/**
 * Reads a cluster file, JSON or YAML, for tools that load an adapter once they know which one the file names.
 *
 * @param path The file, relative to `cwd`; `~` is allowed.
 * @throws ConfigError where the file cannot be read.
 * @example
 * const file = readClusterFile('cluster.json')
 * const config = file.check(await adaptersFor(file.runtime))
 */
export function readClusterFile(path: string, options: Omit<ConfigOptions, 'runtimes'> = {}): UncheckedClusterFile {
  const environment = configEnvironment(options)
  const cluster = readSource(path, environment)
  const suite = suiteSource(options, environment)
  const paths = { file: absolutePath(path, environment), suiteFile: suitePath(options, environment) }
  return {
    runtime: namedRuntime(mergeSources(cluster, suite).value, environment.user),
    check: (runtimes = {}) => resolveSources(cluster, suite, environment, paths, runtimes).config,
    load: (runtimes = {}) => resolveSources(cluster, suite, environment, paths, runtimes),
  }
}
