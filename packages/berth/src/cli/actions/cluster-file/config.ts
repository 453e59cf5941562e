import { effectiveYaml } from '@berth/core'
import { withConfig } from '../../cluster/with-config.js'
import type { CliEnvironment } from '../../environment.js'
import type { FileOptions, LoadModuleOption } from '../../options/cluster-options.js'

/** Options of `berth config`. */
export type ConfigOptions = FileOptions & LoadModuleOption

/** What `berth config` does. Gives the exit code. */
export async function config(environment: CliEnvironment, options: ConfigOptions): Promise<number> {
  const loadModule = options.loadModule ?? false
  return withConfig(environment, 'config', options, { loadModule }, async ({ effective, sources, answer, print }) => {
    answer.members({ config: effective.file, sources: Object.fromEntries(sources) })
    print(effectiveYaml({ effective, sources }))
    return 0
  })
}
