import type { ImageIdentity, UnreadableImage } from '../../../contract/index.js'
import { BerthError, remedyFor, remedySteps } from '../../../errors/index.js'
import { type ImageProblem, imageConsistency, survivorsRemedy } from '../../../image/index.js'
import { reported } from '../../events.js'
import { warningText } from '../../plan/checks/plan-images.js'
import type { GivenSource } from '../given/given-source.js'
import { imageGiver } from './give-images.js'
import type { ImageContext } from './image-context.js'
import { imageSources, needPassword, pullNeed } from './image-sources.js'
import { localImageOf } from './local-image.js'
import { Pulls, unavailable } from './pulls.js'

/** Which image is wanted, and by which call. */
interface WantedImage {
  /** The images of the containers that are kept: where there are any, these are wanted. */
  readonly kept: ReadonlyMap<string, ImageIdentity | UnreadableImage>
  /** The call, as errors name it. */
  readonly operation: 'up' | 'pull' | 'push' | 'save'
  /** Told of each host as soon as it has the image, whatever becomes of the others. Default is nobody. */
  readonly onPresent?: (host: string, image: ImageIdentity) => void
}

/**
 * Makes the image present on all of these hosts at once, of those that pull so many at a time as the cluster file
 * says, then compares it across them and with the containers that are kept. Where some containers are kept, their image
 * is wanted, not the image that the tag names by now. Goes on without as many hosts as may fail. Rejects with
 * `BERTH_IMAGE_UNAVAILABLE` or `BERTH_REGISTRY_LIMIT`, or for images that differ: before anything is launched.
 */
export async function ensureImages(
  hosts: readonly string[],
  { kept, operation, onPresent = () => undefined }: WantedImage,
  context: ImageContext,
): Promise<ReadonlyMap<string, ImageIdentity>> {
  const { container, emit } = context
  const given = await givenForAll(kept, context)
  const pulls = new Pulls(context)
  const give = given === undefined ? undefined : await imageGiver(hosts, given, context)
  const images = await context.budget
    .onHosts(hosts, 'make the image present', async (host) => {
      const image = await (give === undefined
        ? ensureImage(host, kept, pulls, { ...context, container: withoutOtherSources(context) })
        : give(host))
      onPresent(host, image)
      return image
    })
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
  if (problem !== undefined) throw unlikeImages(problem, operation)
  return images
}

/** The image of this machine, unless containers are kept that have another one: then theirs is wanted. */
async function givenForAll(
  kept: WantedImage['kept'],
  { given, signal }: ImageContext,
): Promise<GivenSource | undefined> {
  if (given === undefined) return undefined
  // What is wrong with the image itself is no failure of hosts.
  await given.look(signal ? { signal } : {})
  for (const image of kept.values()) if (!(await given.isThere(image, signal ? { signal } : {}))) return undefined
  return given
}

/**
 * Where hosts are given the image, and containers are kept that have another one, a host has theirs by now or has none:
 * who says where the image comes from wants it from nowhere else.
 */
function withoutOtherSources({ container, given }: ImageContext): ImageContext['container'] {
  return given === undefined ? container : { ...container, pull: 'never', imageTar: null }
}

/** No refusal of the plan: images may have been pulled or loaded by now. */
function unlikeImages({ code, message, remedy, hosts }: ImageProblem, operation: string): BerthError {
  return new BerthError({ code, operation, message, remedy: remedyFor(hosts, remedy) })
}

/**
 * Makes the image present on a host from the first of the host's sources that has it; a host that pulls waits for its
 * turn. Where some containers are kept, the error says how the other hosts come by the image of those containers.
 */
async function ensureImage(
  host: string,
  kept: ReadonlyMap<string, ImageIdentity | UnreadableImage>,
  pulls: Pulls,
  { container, emit, observed }: ImageContext,
): Promise<ImageIdentity> {
  const local = localImageOf(host, { observed })
  const imageTar = pathOnHost(container.imageTar, observed.facts.get(host)?.home)
  const sources = imageSources({ ...container, imageTar }, local, [...kept.values()])
  const needs = new Set(sources.map((source) => pullNeed(source, container.image, local)))
  const image = (work: () => Promise<ImageIdentity>): Promise<ImageIdentity> => reported(emit, 'image', host, work)
  // A host that has the image is not to need a password which this machine may not even have now.
  const isThere = needs.has('unless there') || (needPassword(sources) && !needs.has('pull'))
  const there = isThere ? await pulls.whatIsThere(host, sources) : null
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
