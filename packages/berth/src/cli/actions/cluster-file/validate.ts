import { type BerthError, type ClusterConfig, HostsError, selectHosts } from '@berth/core'
import { type ConfigSession, withConfig } from '../../cluster/with-config.js'
import type { CliEnvironment } from '../../environment.js'
import type { CommonOptions, LoadModuleOption } from '../../options/cluster-options.js'

/** Options of `berth validate`. */
export type ValidateOptions = CommonOptions & LoadModuleOption

/** What `berth validate` does. Gives the exit code. */
export async function validate(environment: CliEnvironment, options: ValidateOptions): Promise<number> {
  const loadModule = options.loadModule ?? false
  return withConfig(
    environment,
    'validate',
    options,
    { loadModule },
    async ({ config, runtimes, sources, warn, answer, print }) => {
      const hosts = selectHosts(config, options.hosts)
      answer.asks(config, hosts)
      answer.members({ config, sources: Object.fromEntries(sources) })
      // Opened to see whether the runtime can do what the file asks for. A module that is not to be run is not asked:
      // the ways to the hosts are the same without containers.
      const runsRuntime = config.container?.runtime.module == null || loadModule
      const opened = runsRuntime ? config : { ...config, container: null }
      const unreachable = await unreachableHosts(environment, opened, { runtimes, hosts, warn })
      for (const host of hosts) if (!unreachable.has(host)) answer.done(host, {})
      print(summary(config, hosts))
      const unread = unreadLine(config.unreadKeys)
      if (unread !== null) print(unread)
      if (unreachable.size > 0) throw new HostsError('examine the ways to hosts', unreachable, hosts.length)
      return 0
    },
  )
}

/** The hosts that no connection can be made to, as this machine's own settings are; found without a connection. */
async function unreachableHosts(
  { openCluster }: CliEnvironment,
  config: ClusterConfig,
  {
    runtimes,
    hosts,
    warn,
  }: Pick<ConfigSession<'validate'>, 'runtimes' | 'warn'> & { readonly hosts: readonly string[] },
): Promise<ReadonlyMap<string, BerthError>> {
  const cluster = await openCluster(config, {
    runtimes,
    hosts,
    onEvent: (event) => {
      if (event.type === 'warning') warn(event.message)
    },
  })
  try {
    return (await cluster.examine()).errors
  } finally {
    await cluster.close()
  }
}

/** The config in one line. */
function summary({ file, container, headHost }: ClusterConfig, hosts: readonly string[]): string {
  const count = `${hosts.length} host${hosts.length === 1 ? '' : 's'} (head ${headHost})`
  const what =
    container === null ? 'baremetal' : `${container.lifetime} container ${container.name} of ${container.image}`
  return `${file ?? 'config'}: valid; ${what} on ${count}\n`
}

/** The keys of the file that nobody here reads, in one line; null where there are none. */
function unreadLine(keys: ClusterConfig['unreadKeys']): string | null {
  if (keys.length === 0) return null
  const names = keys.map(({ path, entries, meant }) => {
    const places = entries > 1 ? ` and ${entries - 1} more` : ''
    return `${path}${places}${meant === null ? '' : ` (did you mean ${meant}?)`}`
  })
  return `not read: ${names.join(', ')}\n`
}
