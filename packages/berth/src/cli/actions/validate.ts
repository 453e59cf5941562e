import { type ClusterConfig, ConfigError, formatProblem } from '@berth/core'
import { withCluster } from '../cluster/with-cluster.js'
import type { ExitCode } from '../ending/exit-code.js'
import type { CliEnvironment } from '../environment.js'
import type { CommonOptions } from '../options/cluster-options.js'
import { jsonText } from '../show/json-text.js'

/** What `berth validate` does. Gives the exit code, or throws what went wrong. */
export async function validate(environment: CliEnvironment, options: CommonOptions): Promise<ExitCode> {
  const { stdout } = environment
  try {
    return await withCluster(environment, options, 'new', async ({ cluster: { config }, print }) => {
      print(options.json ? jsonText(config) : summary(config))
      return 0
    })
  } catch (error) {
    if (options.json && error instanceof ConfigError) stdout.write(jsonText({ problems: error.problems.map(problem) }))
    throw error
  }
}

function problem(one: ConfigError['problems'][number]): Record<string, unknown> {
  return { ...one, text: formatProblem(one) }
}

/** The config in one line. */
function summary({ file, container, hosts, headHost }: ClusterConfig): string {
  const count = `${hosts.length} host${hosts.length === 1 ? '' : 's'} (head ${headHost})`
  const what =
    container === null ? 'baremetal' : `${container.lifetime} container ${container.name} of ${container.image}`
  return `${file ?? 'config'}: valid; ${what} on ${count}\n`
}
