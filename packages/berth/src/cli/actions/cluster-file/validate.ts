import { type ClusterConfig, type ExitCode, selectHosts } from '@berth/core'
import { withConfig } from '../../cluster/with-config.js'
import type { CliEnvironment } from '../../environment.js'
import type { CommonOptions, LoadModuleOption } from '../../options/cluster-options.js'

/** Options of `berth validate`. */
export type ValidateOptions = CommonOptions & LoadModuleOption

/** What `berth validate` does. Gives the exit code. */
export async function validate(environment: CliEnvironment, options: ValidateOptions): Promise<ExitCode> {
  const loadModule = options.loadModule ?? false
  return withConfig(environment, 'validate', options, { loadModule }, async ({ config, sources, answer, print }) => {
    const hosts = selectHosts(config, options.hosts)
    answer.asks(config, hosts)
    answer.members({ config, sources: Object.fromEntries(sources) })
    // Opened to see whether the runtime can do what the file asks for; what a module brings is not asked unless told.
    if (config.container?.runtime.module == null || loadModule)
      await (await environment.openCluster(config, {})).close()
    for (const host of hosts) answer.done(host, {})
    print(summary(config, hosts))
    return 0
  })
}

/** The config in one line. */
function summary({ file, container, headHost }: ClusterConfig, hosts: readonly string[]): string {
  const count = `${hosts.length} host${hosts.length === 1 ? '' : 's'} (head ${headHost})`
  const what =
    container === null ? 'baremetal' : `${container.lifetime} container ${container.name} of ${container.image}`
  return `${file ?? 'config'}: valid; ${what} on ${count}\n`
}
