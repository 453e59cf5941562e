import type { ImageIdentity, ImageSource, UnreadableImage } from '../../contract/index.js'
import { BerthError, remedyFor, remedySteps } from '../../errors/index.js'
import { onAllHosts } from '../../fanout/index.js'
import { type ImageProblem, imageConsistency, survivorsRemedy } from '../../image/index.js'
import { reachEngine } from '../observe/observed-engine.js'
import { warningText } from '../plan/checks/plan-images.js'
import type { Plan } from '../plan/plan.js'
import { reported } from './events.js'
import type { ExecutionContext } from './execution-context.js'
import { imageSources } from './image-sources.js'

/**
 * Makes the image present on all launching hosts at once, then compares it across them and with the containers that are
 * kept. Where some containers are kept, their image is wanted, not the image that the tag names by now. Rejects before
 * anything is launched: with `BERTH_IMAGE_UNAVAILABLE`, or for images that differ.
 */
export async function ensureImages(
  hosts: readonly string[],
  plan: Plan,
  context: ExecutionContext,
): Promise<ReadonlyMap<string, ImageIdentity>> {
  const { container, emit, observed } = context
  const kept = new Map<string, ImageIdentity | UnreadableImage>()
  for (const [host, { action }] of plan.hosts) {
    const observation = observed.observations.get(host)
    if (action !== 'use' && action !== 'restart') continue
    if (observation?.state === 'running' || observation?.state === 'stopped')
      kept.set(host, observation.container.image)
  }
  const images = await onAllHosts(hosts, 'make the image present', (host) =>
    reported(emit, 'image', host, () => ensureImage(host, kept, context)),
  )
  const compared = new Map([...images, ...kept])
  const { problems, warnings } = imageConsistency({
    hosts: [...compared.keys()],
    images: compared,
    reference: container.image,
    of: 'local images',
    survivors: [...kept.keys()],
  })
  for (const warning of warnings) emit({ type: 'warning', message: warningText(warning) })
  const [problem] = problems
  if (problem !== undefined) throw unlikeImages(problem)
  return images
}

/** No refusal of the plan: images may have been pulled or loaded by now. */
function unlikeImages({ code, message, remedy, hosts }: ImageProblem): BerthError {
  return new BerthError({ code, operation: 'up', message, remedy: remedyFor(hosts, remedy) })
}

/**
 * Makes the image present on a host from the first of the host's sources that has it. Where some containers are kept,
 * the error says how the other hosts come by the image of those containers.
 */
async function ensureImage(
  host: string,
  kept: ReadonlyMap<string, ImageIdentity | UnreadableImage>,
  context: ExecutionContext,
): Promise<ImageIdentity> {
  const { container, runtime, emit, observed, signal } = context
  const options = signal ? { signal } : {}
  const engine = await reachEngine(context, host, options)
  const onProgress = (message: string): void => emit({ type: 'host', host, step: 'image', status: 'progress', message })
  const before = observed.observations.get(host)
  const local = before === undefined || before.state === 'unknown' ? null : before.localImage
  const [first, ...others] = imageSources(container, local, [...kept.values()])
  const ensure = (source: ImageSource): Promise<ImageIdentity> =>
    runtime.ensureImage(engine, source, { onProgress, ...options })
  let attempt = ensure(first)
  for (const source of others) attempt = attempt.catch((error: unknown) => unavailable(error) && ensure(source))
  if (kept.size === 0) return attempt
  return attempt.catch((error: unknown) => {
    const { code, operation, reason, advice = [] } = unavailable(error)
    const remedy = [...remedySteps(advice), survivorsRemedy(container.image, kept)]
    throw new BerthError({ code, host, operation, message: reason, remedy, cause: error })
  })
}

/** The error, if it says that the image cannot be had from a source; throws any other error. */
function unavailable(error: unknown): BerthError {
  if (BerthError.isInstance(error) && error.code === 'BERTH_IMAGE_UNAVAILABLE') return error
  throw error
}
