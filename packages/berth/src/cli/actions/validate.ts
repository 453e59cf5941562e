import type { ClusterConfig, ExitCode } from '@berth/core'
import { withCluster } from '../cluster/with-cluster.js'
import type { CliEnvironment } from '../environment.js'
import type { CommonOptions } from '../options/cluster-options.js'

/** What `berth validate` does. Gives the exit code. */
export async function validate(environment: CliEnvironment, options: CommonOptions): Promise<ExitCode> {
  return withCluster(environment, 'validate', options, 'new', async ({ cluster: { config, hosts }, answer, print }) => {
    answer.members({ config })
    for (const host of hosts) answer.done(host, {})
    print(summary(config))
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
