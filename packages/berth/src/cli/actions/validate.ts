import { type ClusterConfig, type ExitCode, HostsError } from '@berth/core'
import { withCluster } from '../cluster/with-cluster.js'
import type { CliEnvironment } from '../environment.js'
import type { CommonOptions } from '../options/cluster-options.js'

/** What `berth validate` does. Gives the exit code. */
export async function validate(environment: CliEnvironment, options: CommonOptions): Promise<ExitCode> {
  return withCluster(environment, 'validate', options, 'new', async ({ cluster, answer, print }) => {
    const { config, hosts } = cluster
    answer.members({ config })
    print(summary(config))
    const unread = unreadLine(config.unreadKeys)
    if (unread !== null) print(unread)
    const { errors } = await cluster.examine()
    for (const host of hosts) if (!errors.has(host)) answer.done(host, {})
    if (errors.size > 0) throw new HostsError('examine the ways to hosts', errors, hosts.length)
    return 0
  })
}

/** The config in one line. */
function summary({ file, container, hosts, headHost }: ClusterConfig): string {
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
