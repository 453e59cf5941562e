import { type ClusterConfig, type ClusterOptions, type ConfigOptions, readClusterFile } from '@berth/core'
import { runtimesFor } from './built-in-runtimes.js'

/** Options of {@link loadConfig}. */
export interface LoadOptions extends Omit<ConfigOptions, 'runtimes'> {
  /**
   * Runtimes that are added to the built-in ones; a runtime of the same name takes the place of the built-in one.
   * Default is none.
   */
  readonly runtimes?: ClusterOptions['runtimes']
}

/**
 * Reads a cluster file and checks it with the keys of the runtime that it names. That runtime is loaded for the check.
 */
export async function loadConfig(path: string, { runtimes, ...options }: LoadOptions = {}): Promise<ClusterConfig> {
  const file = readClusterFile(path, options)
  return file.check(await runtimesFor(file.runtime, runtimes))
}
