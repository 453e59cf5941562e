import { type ClusterConfig, type ClusterOptions, type ConfigOptions, readClusterFile } from '@berth/core'
import { runtimesFor } from './built-in-runtimes.js'

/** What a cluster file is read with. */
export interface LoadOptions extends Omit<ConfigOptions, 'runtimes'> {
  /** Added to the built-in ones; one of the same name takes its place. Default is none. */
  readonly runtimes?: ClusterOptions['runtimes']
}

/** Reads a cluster file and checks it with the keys of the runtime that it names, for which that one is loaded. */
export async function loadConfig(path: string, { runtimes, ...options }: LoadOptions = {}): Promise<ClusterConfig> {
  const file = readClusterFile(path, options)
  return file.check(await runtimesFor(file.runtime, runtimes))
}
