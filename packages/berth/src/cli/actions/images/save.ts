import { describeIdentity, printable, type SavedImage } from '@berth/core'
import { keepMissing } from '../../cluster/attach-set.js'
import { namedHost } from '../../cluster/named-host.js'
import { withCluster } from '../../cluster/with-cluster.js'
import type { CliEnvironment } from '../../environment.js'
import type { CommonOptions, RunOption } from '../../options/cluster-options.js'
import { limits, type MaxFailuresOption, type ParallelOption } from '../../options/limit-options.js'
import { bytesText } from '../../show/bytes-text.js'
import { answerPulled } from './answer-pulled.js'

/** Options of `berth save`. */
export interface SaveCommandOptions extends CommonOptions, RunOption, MaxFailuresOption, ParallelOption {
  readonly host?: string
  readonly archive?: string
  readonly replace?: true
}

/** What `berth save` does: makes an image of a container, and tells what it is and who has it. Gives the exit code. */
export async function save(
  environment: CliEnvironment,
  reference: string,
  options: SaveCommandOptions,
): Promise<number> {
  const { signal } = environment
  return withCluster(environment, 'save', options, 'adopted', async ({ cluster, answer, print, folded }) => {
    answer.members({ reference })
    const { host, archive, replace } = options
    const asked = {
      ...limits(options),
      ...(host !== undefined && { host: namedHost('--host', host, cluster.hosts) }),
      ...(archive !== undefined && { archive }),
      ...(replace && { replace }),
      signal,
    }
    const saving = cluster.save(reference, asked).then((saved) => {
      if (saved === null) return null
      const { container, configDigest, bytes } = saved
      answer.members({ host: saved.host, container, archive: saved.archive, configDigest, bytes })
      print(savedText(saved))
      return saved
    })
    const saved = await answerPulled(answer, cluster, saving, (text) => print(text))
    keepMissing(saved?.missing ?? new Map(), folded)
    return 0
  })
}

function savedText({ reference, host, container, configDigest, bytes, archive }: SavedImage): string {
  const what = describeIdentity({ configDigest, manifestDigests: [], layers: [], platform: null })
  const where = archive === null ? '' : `, in ${archive}`
  return printable(
    `saved the container ${container.slice(0, 12)} of ${host} as ${reference} (${what}, ${bytesText(bytes)} of its own)${where}\n`,
  )
}
