import type { ClusterConfig } from '../model/cluster-config.js'
import type { ClusterFile } from '../model/cluster-file.js'
import { absolutePath, type ConfigEnvironment, configEnvironment } from '../model/environment.js'
import type { KnownRuntimes } from '../model/file-keys.js'
import { readSource } from '../parse/read-source.js'
import type { Source } from '../parse/sources.js'
import { resolveSources } from './resolve-sources.js'

/** How a config is loaded or resolved. */
export interface ConfigOptions extends Partial<ConfigEnvironment> {
  /**
   * A second file, by path or as an object, laid over the cluster file: its `container` key by key (see `suite_merge`),
   * and others of Berth's top-level keys each as a whole. Its own sections are left alone. Default is none.
   */
  readonly suiteFile?: string | Readonly<Record<string, unknown>>
  /**
   * The runtimes that there are, as a cluster is given them: the one that the file names may know keys of its own in
   * `runtime.args`. Default is none: then every key there but the built-in ones is an error. A runtime whose
   * `argsSchema` cannot be used is a `TypeError`.
   */
  readonly runtimes?: KnownRuntimes
}

/**
 * Checks a config made in code and makes it complete: the same checks as {@link loadClusterFile} on a file. The input
 * is never changed, and the result, deeply frozen, shares nothing with it.
 *
 * @throws ConfigError with everything that is wrong.
 * @example
 * const config = resolveConfig({
 *   orchestrator: 'container',
 *   node_dict: { '10.0.0.1': {}, '10.0.0.2': {} },
 *   container: { image: 'rocm/dev-ubuntu-24.04:7.0', name: 'lab', lifetime: 'persistent' },
 * })
 */
export function resolveConfig(input: ClusterFile, options: ConfigOptions = {}): ClusterConfig {
  const environment = configEnvironment(options)
  const paths = { file: null, suiteFile: suitePath(options, environment) }
  const suite = suiteSource(options, environment)
  return resolveSources({ value: input }, suite, environment, paths, options.runtimes ?? {}).config
}

/** The absolute path of the suite file; null where there is none, or it is an object. */
export function suitePath({ suiteFile }: ConfigOptions, environment: ConfigEnvironment): string | null {
  return typeof suiteFile === 'string' ? absolutePath(suiteFile, environment) : null
}

/** The suite file, read when it is a path. */
export function suiteSource({ suiteFile }: ConfigOptions, environment: ConfigEnvironment): Source | undefined {
  if (suiteFile === undefined) return undefined
  return typeof suiteFile === 'string' ? readSource(suiteFile, environment) : { value: suiteFile }
}
