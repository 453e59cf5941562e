import { type ErrorKind, exitCodeOf } from '@berth/core'
import { kindsOf } from '../../../kinds-of.js'
import { attachSet } from '../../cluster/attach-set.js'
import { askedHosts, withCluster } from '../../cluster/with-cluster.js'
import type { CliEnvironment } from '../../environment.js'
import { AnswerForgotten } from '../../json/answer-forgotten.js'
import type { CommonOptions, RunOption } from '../../options/cluster-options.js'
import { type DetachedOptions, detachedPlace } from '../../options/detached-options.js'
import { errorText } from '../../show/show-error.js'

/** Options of `berth forget`. */
export type ForgetOptions = CommonOptions & RunOption & DetachedOptions

/** What `berth forget` does. Gives the exit code. */
export async function forget(
  environment: CliEnvironment,
  ids: readonly string[],
  options: ForgetOptions,
): Promise<number> {
  const { signal, stderr, showStacks } = environment
  return withCluster(environment, 'forget', options, 'adopted', async ({ cluster, progress, answer, folded }) => {
    if (!options.onHost) await attachSet({ cluster, answer, folded }, { signal })
    const kinds = new Set<ErrorKind>()
    const errors: unknown[] = []
    const forgotten = new AnswerForgotten(answer, askedHosts(cluster, options))
    for (const id of ids) {
      try {
        const detached = cluster.detached(id, detachedPlace(options))
        await detached.forget({ signal })
        forgotten.forgotten(id, detached.hosts)
      } catch (error) {
        for (const kind of kindsOf(error)) kinds.add(kind)
        forgotten.failed(id, error)
        errors.push(error)
        progress.flush()
        stderr.write(errorText(error, showStacks))
      }
    }
    forgotten.tell()
    for (const error of errors) answer.failed(error)
    return exitCodeOf(kinds)
  })
}
