import { type BerthError, type DetachedCommands, HostsError } from '@berth/core'
import { attachSet } from '../../cluster/attach-set.js'
import { withCluster } from '../../cluster/with-cluster.js'
import type { CliEnvironment } from '../../environment.js'
import type { CommonOptions, RunOption } from '../../options/cluster-options.js'
import { type DetachedOptions, detachedPlace } from '../../options/detached-options.js'
import { type SkipOption, skipping } from '../../options/skip-option.js'
import { detachedTable } from '../../show/show-detached.js'

/** Options of `berth ps`. */
export type PsOptions = CommonOptions & RunOption & DetachedOptions & SkipOption

/** What `berth ps` does. Gives the exit code. */
export async function ps(environment: CliEnvironment, options: PsOptions): Promise<number> {
  const { signal } = environment
  return withCluster(environment, 'ps', options, 'adopted', async ({ cluster, answer, print, folded }) => {
    if (!options.onHost) await attachSet({ cluster, answer, folded }, { signal, ...skipping(options) })
    const listed = await cluster.listDetached({ signal, ...detachedPlace(options) })
    print(detachedTable(listed))
    for (const [host, { commands, error }] of listed) {
      if (error === null) answer.done(host, { commands })
      else answer.failedOn(host, error)
    }
    const failures = failuresOf(listed)
    if (failures.size === 0) return 0
    throw new HostsError('list detached commands', failures, listed.size)
  })
}

function failuresOf(listed: DetachedCommands): Map<string, BerthError> {
  return new Map([...listed].flatMap(([host, { error }]) => (error === null ? [] : [[host, error] as const])))
}
