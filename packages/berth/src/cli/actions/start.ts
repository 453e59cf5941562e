import type { ExitCode } from '@berth/core'
import { withCluster } from '../cluster/with-cluster.js'
import { mayLeaveCommands } from '../ending/exit-leftovers.js'
import type { CliEnvironment } from '../environment.js'
import { commandOf } from '../options/command-options.js'
import { detachedPlace } from '../options/detached-options.js'
import type { ExecOptions } from './exec.js'

/** What `berth exec --detach` does. Gives the exit code. */
export async function start(
  environment: CliEnvironment,
  words: readonly string[],
  options: ExecOptions,
): Promise<ExitCode> {
  const { signal, mayLeave } = environment
  return withCluster(environment, 'exec --detach', options, 'adopted', async ({ cluster, progress, answer, print }) => {
    mayLeave(mayLeaveCommands)
    if (!options.onHost) await cluster.attach({ signal })
    progress.flush()
    const { id, hosts } = await cluster.start(commandOf(words), { signal, ...detachedPlace(options) })
    answer.members({ id })
    for (const host of hosts) answer.done(host, {})
    print(`${id}\n`)
    return 0
  })
}
