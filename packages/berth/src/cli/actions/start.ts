import { attachSet } from '../cluster/attach-set.js'
import { commandsOfHosts } from '../cluster/commands-of-hosts.js'
import { withCluster } from '../cluster/with-cluster.js'
import { mayLeaveCommands } from '../ending/exit-leftovers.js'
import type { CliEnvironment } from '../environment.js'
import { detachedPlace } from '../options/detached-options.js'
import { templating } from '../options/each-options.js'
import type { ExecOptions } from './exec.js'

/** What `berth exec --detach` does. Gives the exit code. */
export async function start(
  environment: CliEnvironment,
  words: readonly string[],
  options: ExecOptions,
): Promise<number> {
  const { signal, mayLeave } = environment
  return withCluster(
    environment,
    'exec --detach',
    options,
    'adopted',
    async ({ cluster, progress, answer, print, folded }) => {
      mayLeave(mayLeaveCommands)
      const commandOf = commandsOfHosts(words, options, cluster)
      if (!options.onHost) await attachSet({ cluster, answer, folded }, { signal })
      progress.flush()
      const { id, hosts } = await cluster.startEach(commandOf, {
        signal,
        ...detachedPlace(options),
        ...templating(options),
      })
      answer.members({ id })
      for (const host of hosts) answer.done(host, {})
      print(`${id}\n`)
      return 0
    },
  )
}
