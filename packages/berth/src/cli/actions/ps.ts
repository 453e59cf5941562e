import { type BerthError, type DetachedCommands, HostsError } from '@berth/core'
import { withCluster } from '../cluster/with-cluster.js'
import { type ExitCode, exitCodeOf, kindsOf } from '../ending/exit-code.js'
import type { CliEnvironment } from '../environment.js'
import type { CommonOptions, RunOption } from '../options/cluster-options.js'
import { type DetachedOptions, detachedPlace } from '../options/detached-options.js'
import { jsonText } from '../show/json-text.js'
import { detachedJson, detachedTable } from '../show/show-detached.js'

/** Options of `berth ps`. */
export type PsOptions = CommonOptions & RunOption & DetachedOptions

/** What `berth ps` does. Gives the exit code, or throws what went wrong. */
export async function ps(environment: CliEnvironment, options: PsOptions): Promise<ExitCode> {
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
