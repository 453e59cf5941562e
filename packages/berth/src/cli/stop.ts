import type { Command } from 'commander'
import { type CommonOptions, type RunOption, withCommonOptions, withRunOption } from './cluster-options.js'
import { type DetachedOptions, detachedPlace, withDetachedOptions } from './detached-options.js'
import type { Done } from './done.js'
import type { CliEnvironment } from './environment.js'
import type { ExitCode } from './exit-code.js'
import { jsonText } from './json.js'
import { withCluster } from './with-cluster.js'

type Options = CommonOptions & RunOption & DetachedOptions

/** Adds `berth stop`. */
export function addStop(program: Command, environment: CliEnvironment, done: Done): void {
  withDetachedOptions(withRunOption(withCommonOptions(program.command('stop'))))
    .argument('<id>', 'what `berth exec --detach` printed')
    .description('end a detached command on all its hosts, with every process that it started')
    .addHelpText(
      'after',
      `
Containers go on: only the command ends.

Examples:
  berth stop 5f0c7c1e-8f0e-4c57-a4fd-0f4b7a1f3b52
  berth stop --hosts gpu1 5f0c7c1e-8f0e-4c57-a4fd-0f4b7a1f3b52`,
    )
    .action(async (id: string, options: Options) => done(await stop(environment, id, options)))
}

async function stop(environment: CliEnvironment, id: string, options: Options): Promise<ExitCode> {
  const { signal } = environment
  return withCluster(environment, options, 'adopted', async ({ cluster, print }) => {
    if (!options.onHost) await cluster.attach({ signal })
    const detached = cluster.detached(id, detachedPlace(options))
    await detached.stop({ signal })
    if (options.json) print(jsonText({ id, stopped: detached.hosts }))
    return 0
  })
}
