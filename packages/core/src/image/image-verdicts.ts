import { parseImageReference } from '../contract/index.js'
import { sortHosts } from '../errors/hosts/sort-hosts.js'
import { hostsText, type Remedy } from '../errors/index.js'
import { describeTogether } from './describe-identity.js'
import type { ImageGroup } from './group-images.js'
import type { ImageProblem, ImageQuestion, ImageWarning } from './image-question.js'
import { differingPlatforms } from './platform.js'
import { survivorsRemedy } from './survivors-remedy.js'
import { withDigest } from './with-digest.js'

/** Hosts have different images. Takes the groups with the largest first. */
export function skewProblem(question: ImageQuestion, groups: readonly ImageGroup[]): ImageProblem {
  const leading = leadingGroup(groups)
  const others = sortHosts(groups.filter((group) => group !== leading).flatMap(({ hosts }) => hosts))
  return {
    code: 'BERTH_IMAGE_SKEW',
    message: [`hosts have different images of ${question.reference}`, ...describeGroups(groups, leading)].join('\n'),
    remedy: skewRemedy(question, groups, leading),
    hosts: others,
  }
}

/** Nothing says whether hosts have the same image. */
export function incomparableProblem(question: ImageQuestion, groups: readonly ImageGroup[]): ImageProblem {
  const pull = isPinned(question.reference) ? [] : ['name the image by digest and pull it on all hosts']
  return {
    code: 'BERTH_IMAGE_INCOMPARABLE',
    message: [
      `whether hosts have the same image of ${question.reference} cannot be told: what they know of it has nothing in common to compare`,
      ...describeGroups(groups, null),
    ].join('\n'),
    remedy: `${capitalize([...pull, 'load one archive on all hosts (container.image_tar)'].join(', or '))}.${relaunchNote(question)}`,
    hosts: sortHosts(groups.flatMap(({ hosts }) => hosts)),
  }
}

/** Equal layers are all that is known. */
export function layersWarning(question: ImageQuestion, groups: readonly ImageGroup[]): ImageWarning {
  return {
    message: [
      `images of ${question.reference} have equal layers on all hosts, but nothing else to compare: their settings may differ`,
      ...describeGroups(groups, null),
    ].join('\n'),
    remedy: 'To be sure, name the image by digest and pull it on all hosts.',
    hosts: sortHosts(groups.flatMap(({ hosts }) => hosts)),
  }
}

/** The group that has more hosts than any other, if there is one. */
function leadingGroup([first, second]: readonly ImageGroup[]): ImageGroup | null {
  return first !== undefined && first.hosts.length > (second?.hosts.length ?? 0) ? first : null
}

function describeGroups(groups: readonly ImageGroup[], leading: ImageGroup | null): string[] {
  return groups.map((group) => {
    const note = group === leading ? ' (most hosts)' : ''
    return `  ${describeTogether(group.identities)}${note}: ${hostsText(group.hosts)}`
  })
}

function skewRemedy(question: ImageQuestion, groups: readonly ImageGroup[], leading: ImageGroup | null): Remedy {
  const platforms = platformsOf(groups)
  if (platforms.length > 1)
    return `Use one cluster file per platform: no image is the same on ${platforms.join(' and ')}.`
  if (question.of === 'containers') return unlikeContainers(question, groups, leading)
  const survivors = survivorsOf(question)
  if (survivors.size > 0) return survivorsRemedy(question.reference, survivors)
  const pinned = pinnedToLeader(question.reference, leading)
  const ways = [
    pinned === null ? null : `set container.image to ${pinned}, which most hosts have`,
    isPinned(question.reference) ? null : `pull ${question.reference} again on all hosts`,
    'load one archive on all hosts (container.image_tar)',
  ].filter((way) => way !== null)
  return `${capitalize(ways.join(', or '))}.`
}

/** Where no image leads, somebody has to say which one stays. */
function unlikeContainers(
  { relaunch }: ImageQuestion,
  groups: readonly ImageGroup[],
  leading: ImageGroup | null,
): Remedy {
  const keeping = leading === null ? groups : [leading]
  return keeping.flatMap(({ hosts }) => {
    const unlike = sortHosts(groups.flatMap((group) => (group.hosts === hosts ? [] : group.hosts)))
    const [kept, others] = [sortHosts(hosts).join(', '), unlike.join(', ')]
    const kind = `To have the image of ${kept} everywhere, save what you need from the containers on ${others}`
    return relaunch === undefined
      ? [`${kind}, and have these made anew by the means that made them.`]
      : [`${kind}.`, ...relaunch(unlike)]
  })
}

/** The images of the hosts whose containers stay. */
function survivorsOf({ survivors = [], images }: ImageQuestion): ImageQuestion['images'] {
  return new Map([...images].filter(([host]) => survivors.includes(host)))
}

/** Platforms of the groups, each once, if any two of them differ; else none. */
function platformsOf(groups: readonly ImageGroup[]): string[] {
  const known = groups.flatMap(({ identities }) => identities.flatMap(({ platform }) => platform ?? []))
  const differ = known.some((a) => known.some((b) => differingPlatforms(a, b) !== null))
  return differ ? [...new Set(known)].sort() : []
}

function pinnedToLeader(reference: string, leading: ImageGroup | null): string | null {
  const digests = new Set(leading?.identities.flatMap(({ manifestDigests }) => manifestDigests))
  const [digest] = digests
  // Of several digests, which one belongs to this repository is not known.
  return digest === undefined || digests.size > 1 ? null : withDigest(reference, digest)
}

function isPinned(reference: string): boolean {
  // What only the runtime can read, as a path of an image file, has no digest.
  return (parseImageReference(reference)?.digest ?? null) !== null
}

function relaunchNote({ of }: ImageQuestion): string {
  return of === 'containers'
    ? ' Containers that exist keep the image that they were made from until they are made again.'
    : ''
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
