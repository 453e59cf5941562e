import type { Command } from 'commander'
import { type CommonOptions, type RunOption, withCommonOptions, withRunOption } from './cluster-options.js'
import type { Done } from './done.js'
import type { CliEnvironment } from './environment.js'
import type { ExitCode } from './exit-code.js'
import { jsonText } from './json.js'
import { statusJson, statusTable } from './show-status.js'
import { withCluster } from './with-cluster.js'

type Options = CommonOptions & RunOption

/** Adds `berth status`. */
export function addStatus(program: Command, environment: CliEnvironment, done: Done): void {
  withRunOption(withCommonOptions(program.command('status')))
    .description('what every host has, whose it is, and what `up` would do there; changes nothing')
    .addHelpText(
      'after',
      `
Exits with 4 if a host cannot be reached.

Examples:
  berth status
  berth status --hosts gpu1
  berth status --json | jq '.hosts[].state'`,
    )
    .action(async (options: Options) => done(await status(environment, options)))
}

async function status(environment: CliEnvironment, options: Options): Promise<ExitCode> {
  return withCluster(environment, options, 'adopted', async ({ cluster, adopted, print }) => {
    const seen = await cluster.status({ signal: environment.signal })
    const { clusterName } = cluster.config
    print(options.json ? jsonText(statusJson(seen, clusterName, adopted)) : statusTable(seen))
    const unreachable = [...seen.values()].some(
      ({ observation }) => observation.state === 'unknown' && observation.unreachable,
    )
    return unreachable ? 4 : 0
  })
}
