import type { CliEnvironment } from '../environment.js'
import { defaultFiles } from '../options/cluster-options.js'

/**
 * The cluster file where the command line names none: the one of BERTH_CLUSTER, else the first that is there of those
 * that are looked for; undefined where none is.
 */
export function usualFile({
  clusterVariable,
  fileExists,
}: Pick<CliEnvironment, 'clusterVariable' | 'fileExists'>): string | undefined {
  return clusterVariable ?? defaultFiles.find(fileExists)
}
