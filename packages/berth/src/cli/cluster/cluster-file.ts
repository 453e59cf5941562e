import { ConfigError } from '@berth/core'
import type { CliEnvironment } from '../environment.js'
import { type CommonOptions, defaultFiles } from '../options/cluster-options.js'

/** The cluster file to load. Throws `ConfigError` where none is named and none is there. */
export function clusterFile({ cluster }: CommonOptions, { fileExists }: Pick<CliEnvironment, 'fileExists'>): string {
  const file = cluster ?? defaultFiles.find(fileExists)
  if (file !== undefined) return file
  throw new ConfigError([
    {
      path: '',
      message: `there is no ${defaultFiles.join(' and no ')} here; name the cluster file with --cluster FILE`,
    },
  ])
}
