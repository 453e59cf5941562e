import type { ImageIdentity, UnreadableImage } from '../../../contract/index.js'
import { BerthError, remedyFor, remedySteps } from '../../../errors/index.js'
import { type ImageProblem, imageConsistency, survivorsRemedy } from '../../../image/index.js'
import { reported } from '../../events.js'
import { warningText } from '../../plan/checks/plan-images.js'
import type { Plan } from '../../plan/plan.js'
import type { ExecutionContext } from '../execution-context.js'
import { imageSources, pullNeed } from './image-sources.js'
import { Pulls, unavailable } from './pulls.js'

/**
 * Makes the image present on all launching hosts at once, of those that pull so many at a time as the cluster file
 * says, then compares it across them and with the containers that are kept. Where some containers are kept, their image
 * is wanted, not the image that the tag names by now. Goes on without as many hosts as may fail. Rejects before
 * anything is launched: with `BERTH_IMAGE_UNAVAILABLE` or `BERTH_REGISTRY_LIMIT`, or for images that differ.
 */
export async function ensureImages(
  hosts: readonly string[],
  plan: Plan,
  context: ExecutionContext,
): Promise<ReadonlyMap<string, ImageIdentity>> {
  const { container, emit, observed, budget } = context
  const kept = new Map<string, ImageIdentity | UnreadableImage>()
  for (const [host, { action }] of plan.hosts) {
    const observation = observed.observations.get(host)
    if ((action !== 'use' && action !== 'restart') || budget.missing.has(host)) continue
    if (observation?.state === 'running' || observation?.state === 'stopped')
      kept.set(host, observation.container.image)
  }
  const pulls = new Pulls(context)
  const images = await budget
    .onHosts(hosts, 'make the image present', (host) => ensureImage(host, kept, pulls, context))
    .finally(() => pulls.tellWarnings())
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
 * Makes the image present on a host from the first of the host's sources that has it; a host that pulls waits for its
 * turn. Where some containers are kept, the error says how the other hosts come by the image of those containers.
 */
async function ensureImage(
  host: string,
  kept: ReadonlyMap<string, ImageIdentity | UnreadableImage>,
  pulls: Pulls,
  { container, emit, observed }: ExecutionContext,
): Promise<ImageIdentity> {
  const before = observed.observations.get(host)
  const local = before === undefined || before.state === 'unknown' ? null : before.localImage
  const imageTar = pathOnHost(container.imageTar, observed.facts.get(host)?.home)
  const sources = imageSources({ ...container, imageTar }, local, [...kept.values()])
  const needs = new Set(sources.map((source) => pullNeed(source, container.image, local)))
  const image = (work: () => Promise<ImageIdentity>): Promise<ImageIdentity> => reported(emit, 'image', host, work)
  const there = needs.has('unless there') ? await pulls.whatIsThere(host, sources) : null
  if (there !== null) return image(async () => there)
  const isPull = needs.has('pull') || needs.has('unless there')
  const made = isPull ? pulls.inTurn(host, sources) : image(() => pulls.firstOf(host, sources))
  if (kept.size === 0) return made
  return made.catch((error: unknown) => {
    const { code, operation, reason, advice = [] } = unavailable(error)
    const remedy = [...remedySteps(advice), survivorsRemedy(container.image, kept)]
    throw new BerthError({ code, host, operation, message: reason, remedy, cause: error })
  })
}

/** A path with the login user's home on the host in the place of `~`; as it is where there is no home to be known. */
function pathOnHost(path: string | null, home: string | null | undefined): string | null {
  return path?.startsWith('~/') && home ? `${home.replace(/\/$/, '')}${path.slice(1)}` : path
}
