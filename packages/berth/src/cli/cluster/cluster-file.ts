import { ConfigError } from '@berth/core'
import type { CliEnvironment } from '../environment.js'
import { defaultFiles, type FileOptions } from '../options/cluster-options.js'
import { usualFile } from './usual-file.js'

/**
 * The cluster file to load: the one that the command line names, else the one of BERTH_CLUSTER, else the first of those
 * that are looked for. Throws `ConfigError` where none is named and none is there.
 */
export function clusterFile(
  { cluster }: FileOptions,
  { clusterVariable, fileExists }: Pick<CliEnvironment, 'clusterVariable' | 'fileExists'>,
): string {
  const file = cluster ?? usualFile({ clusterVariable, fileExists })
  if (file !== undefined) return file
  throw new ConfigError([
    {
      path: '',
      message: `there is no ${defaultFiles.join(' and no ')} here; name the cluster file with --cluster FILE or in BERTH_CLUSTER`,
    },
  ])
}
