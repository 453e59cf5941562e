import {
  type ClusterFile,
  type ClusterOptions,
  type ConfigOptions,
  formatProblem,
  type LoadedConfig,
  readClusterFile,
  type UncheckedClusterFile,
} from '@berth/core'
import { runtimesFor } from './built-in-runtimes.js'
import type { RuntimeModule } from './modules/runtime-module.js'

/** A config, with the runtimes that it was checked with. */
export interface LoadedCluster extends LoadedConfig {
  /** To open a cluster with: none of them is loaded again. */
  readonly runtimes: NonNullable<ClusterOptions['runtimes']>
}

/** Options of {@link loadConfig}. */
export interface LoadOptions extends Omit<ConfigOptions, 'runtimes'> {
  /**
   * Runtimes that are added to the built-in ones; a runtime of the same name takes the place of the built-in one.
   * Default is none.
   */
  readonly runtimes?: ClusterOptions['runtimes']
  /**
   * Whether the module that the file names for its runtime, somebody else's program, is run to check the file with it.
   * Default is true; where it is false, keys that may be the module's own pass, with a warning.
   */
  readonly loadModule?: boolean
  /** Ends the wait for that module, which rejects with `BERTH_ABORTED`; what the module does goes on. */
  readonly signal?: AbortSignal
}

/**
 * Reads a cluster file, by its path or as an object, and checks it with the keys of the runtime that it names. That
 * runtime is loaded for the check, once: it is in what is given.
 */
export async function loadConfig(
  cluster: string | ClusterFile,
  { runtimes = {}, loadModule = true, signal, ...options }: LoadOptions = {},
): Promise<LoadedCluster> {
  const file = readClusterFile(cluster, options)
  const module = moduleOf(file)
  if (module !== null && !loadModule) return { ...file.load(runtimes), runtimes }
  const known = await runtimesFor(module ?? file.runtime, runtimes, signal)
  if (module === null) return { ...file.load(known), runtimes: known }
  try {
    return { ...file.load(known), runtimes: known }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    const { unusable } = await import('./modules/load-module.js')
    throw unusable(module, `brings a runtime with a fault: ${error.message}`, error)
  }
}

function moduleOf({ runtime, module, folder, problem }: UncheckedClusterFile): RuntimeModule | null {
  if (runtime === null || module === null) return null
  const at = (message: string): string => formatProblem(problem(['container', 'runtime', 'module'], message))
  return { runtime, module, folder, at }
}
