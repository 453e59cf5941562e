import type { ImageIdentity, UnreadableImage } from '../../contract/index.js'
import { onAllHosts } from '../../fanout/index.js'
import { imageConsistency } from '../../image/index.js'
import type { Plan } from '../plan/plan.js'
import { warningText } from '../plan/plan-images.js'
import { RefusalError } from '../plan/refusal-error.js'
import { reported } from './events.js'
import type { ExecutionContext } from './execution-context.js'

/**
 * Makes the image present on all launching hosts at once, then compares it across them and with the containers that are kept.
 * Rejects before anything is launched: with `BERTH_IMAGE_UNAVAILABLE`, or as the policy's refusal of a skew.
 */
export async function ensureImages(
  hosts: readonly string[],
  plan: Plan,
  context: ExecutionContext,
): Promise<ReadonlyMap<string, ImageIdentity>> {
  const { container, runtime, emit, connect, observed, signal } = context
  const source = { reference: container.image, archive: container.imageTar }
  const images = await onAllHosts(hosts, 'make the image present', (host) =>
    reported(emit, 'image', host, async () => {
      const connection = await connect(host, signal ? { signal } : {})
      const onProgress = (message: string): void =>
        emit({ type: 'host', host, step: 'image', status: 'progress', message })
      return runtime.ensureImage(connection, source, { onProgress, ...(signal && { signal }) })
    }),
  )
  const compared = new Map<string, ImageIdentity | UnreadableImage>(images)
  for (const [host, { action }] of plan.hosts) {
    const observation = observed.observations.get(host)
    const kept = action === 'use' || action === 'restart'
    if (kept && (observation?.state === 'running' || observation?.state === 'stopped'))
      compared.set(host, observation.container.image)
  }
  const { problems, warnings } = imageConsistency({
    hosts: [...compared.keys()],
    images: compared,
    reference: container.image,
    of: 'local images',
  })
  for (const warning of warnings) emit({ type: 'warning', message: warningText(warning) })
  const [problem] = problems
  if (problem !== undefined) throw new RefusalError('up', problem, plan)
  return images
}
