import type { ErrorKind } from '@berth/core'
import type { Command } from 'commander'
import { type CommonOptions, type RunOption, withCommonOptions, withRunOption } from './cluster-options.js'
import { type DetachedOptions, detachedPlace, withDetachedOptions } from './detached-options.js'
import type { Done } from './done.js'
import type { CliEnvironment } from './environment.js'
import { type ExitCode, exitCodeOf, kindsOf } from './exit-code.js'
import { jsonText } from './json.js'
import { errorText } from './show-error.js'
import { withCluster } from './with-cluster.js'

type Options = CommonOptions & RunOption & DetachedOptions

/** Adds `berth forget`. */
export function addForget(program: Command, environment: CliEnvironment, done: Done): void {
  withDetachedOptions(withRunOption(withCommonOptions(program.command('forget'))))
    .argument('<id...>', 'what `berth exec --detach` printed')
    .description('remove what is kept of detached commands that have ended: their output and exit codes')
    .addHelpText(
      'after',
      `
One that runs on some host is refused there: wait for it or stop it first. One that is not there any more is fine. Containers and what commands
wrote elsewhere stay.

Examples:
  berth forget 5f0c7c1e-8f0e-4c57-a4fd-0f4b7a1f3b52
  berth wait $id && berth forget $id`,
    )
    .action(async (ids: string[], options: Options) => done(await forget(environment, ids, options)))
}

async function forget(environment: CliEnvironment, ids: readonly string[], options: Options): Promise<ExitCode> {
  const { signal, stderr, showStacks } = environment
  return withCluster(environment, options, 'adopted', async ({ cluster, progress, print }) => {
    if (!options.onHost) await cluster.attach({ signal })
    const forgotten: string[] = []
    const kinds = new Set<ErrorKind>()
    for (const id of ids) {
      try {
        await cluster.detached(id, detachedPlace(options)).forget({ signal })
        forgotten.push(id)
      } catch (error) {
        for (const kind of kindsOf(error)) kinds.add(kind)
        progress.flush()
        stderr.write(errorText(error, showStacks))
      }
    }
    if (options.json) print(jsonText({ forgotten }))
    return exitCodeOf(kinds)
  })
}
