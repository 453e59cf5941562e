import { namedModule, namedRuntime } from '../check/named-runtime.js'
import type { ClusterConfig } from '../model/cluster-config.js'
import type { ClusterFile } from '../model/cluster-file.js'
import type { ConfigProblem } from '../model/config-error.js'
import { absolutePath, configEnvironment } from '../model/environment.js'
import type { KnownRuntimes } from '../model/file-keys.js'
import { modulePath } from '../model/module-path.js'
import { readSource } from '../parse/read-source.js'
import { mergeSources } from '../parse/sources.js'
import type { LoadedConfig } from './loaded-config.js'
import { type ConfigOptions, suitePath, suiteSource } from './resolve-config.js'
import { folderOf, resolveSources } from './resolve-sources.js'

/** A cluster file that was read and not yet checked. */
export interface UncheckedClusterFile {
  /** The runtime that the file names, for which an adapter may be loaded; null where the file names none. */
  readonly runtime: string | null
  /** The module that the adapter comes from: a package, or the absolute path of a file; null where none is named. */
  readonly module: string | null
  /** The folder of the cluster file, from which a package is looked for. */
  readonly folder: string
  /** Where a value stands, for an error about it: file, line and column, with a message. */
  problem(path: readonly (string | number)[], message: string): ConfigProblem
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
 * @param cluster The file, relative to `cwd` (`~` is allowed); or an object with its keys, made in code.
 * @throws ConfigError where the file cannot be read.
 * @example
 * const file = readClusterFile('cluster.json')
 * const config = file.check(await adaptersFor(file.runtime))
 */
export function readClusterFile(
  cluster: string | ClusterFile,
  options: Omit<ConfigOptions, 'runtimes'> = {},
): UncheckedClusterFile {
  const environment = configEnvironment(options)
  const source = typeof cluster === 'string' ? readSource(cluster, environment) : { value: cluster }
  const suite = suiteSource(options, environment)
  const paths = {
    file: typeof cluster === 'string' ? absolutePath(cluster, environment) : null,
    suiteFile: suitePath(options, environment),
  }
  const merged = mergeSources(source, suite)
  const folder = folderOf(paths, environment)
  const module = namedModule(merged.value, environment.user)
  return {
    runtime: namedRuntime(merged.value, environment.user),
    module: module === null ? null : modulePath(module, folder),
    folder,
    problem: (path, message) => merged.locate({ path, at: 'value', message }),
    check: (runtimes = {}) => resolveSources(source, suite, environment, paths, runtimes).config,
    load: (runtimes = {}) => resolveSources(source, suite, environment, paths, runtimes),
  }
}
