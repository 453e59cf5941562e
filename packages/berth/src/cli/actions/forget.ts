import type { ErrorKind } from '@berth/core'
import { withCluster } from '../cluster/with-cluster.js'
import { type ExitCode, exitCodeOf, kindsOf } from '../ending/exit-code.js'
import type { CliEnvironment } from '../environment.js'
import type { CommonOptions, RunOption } from '../options/cluster-options.js'
import { type DetachedOptions, detachedPlace } from '../options/detached-options.js'
import { jsonText } from '../show/json-text.js'
import { errorText } from '../show/show-error.js'

/** Options of `berth forget`. */
export type ForgetOptions = CommonOptions & RunOption & DetachedOptions

/** What `berth forget` does. Gives the exit code, or throws what went wrong. */
export async function forget(
  environment: CliEnvironment,
  ids: readonly string[],
  options: ForgetOptions,
): Promise<ExitCode> {
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
