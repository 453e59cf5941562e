import { type BerthError, type DetachedCommands, HostsError } from '@berth/core'
import type { Command } from 'commander'
import { type CommonOptions, type RunOption, withCommonOptions, withRunOption } from './cluster-options.js'
import { type DetachedOptions, detachedPlace, withDetachedOptions } from './detached-options.js'
import type { Done } from './done.js'
import type { CliEnvironment } from './environment.js'
import { type ExitCode, exitCodeOf, kindsOf } from './exit-code.js'
import { jsonText } from './json.js'
import { detachedJson, detachedTable } from './show-detached.js'
import { withCluster } from './with-cluster.js'

type Options = CommonOptions & RunOption & DetachedOptions

/** Adds `berth ps`. */
export function addPs(program: Command, environment: CliEnvironment, done: Done): void {
  withDetachedOptions(withRunOption(withCommonOptions(program.command('ps'))), 'those')
    .description('list the detached commands that are kept on every host, with their ids and states; changes nothing')
    .addHelpText(
      'after',
      `
All of your user in the containers, whoever started them; with --on-host those on the hosts themselves. One that has ended stays until
\`berth forget\`. Hosts on which a command is in the same state are shown once.

Examples:
  berth ps
  berth ps --on-host --hosts gpu1
  berth ps --json | jq '.hosts[].commands[].id'`,
    )
    .action(async (options: Options) => done(await ps(environment, options)))
}

async function ps(environment: CliEnvironment, options: Options): Promise<ExitCode> {
  const { signal } = environment
  return withCluster(environment, options, 'adopted', async ({ cluster, print }) => {
    if (!options.onHost) await cluster.attach({ signal })
    const listed = await cluster.listDetached({ signal, ...detachedPlace(options) })
    const failures = failuresOf(listed)
    print(options.json ? jsonText(detachedJson(listed)) : detachedTable(listed))
    if (failures.size === 0) return 0
    const error = new HostsError('list detached commands', failures, listed.size)
    if (!options.json) throw error
    return exitCodeOf(kindsOf(error))
  })
}

function failuresOf(listed: DetachedCommands): Map<string, BerthError> {
  return new Map([...listed].flatMap(([host, { error }]) => (error === null ? [] : [[host, error] as const])))
}
