import type { ContainerConfig } from '../../../config/index.js'
import {
  type ImageIdentity,
  type ImageSource,
  parseImageReference,
  type UnreadableImage,
} from '../../../contract/index.js'
import { compareIdentities, withDigest } from '../../../image/index.js'

/** Where a host that launches gets its image from: these are tried in order. */
export type ImageSources = readonly [ImageSource, ...ImageSource[]]

/**
 * The sources that the cluster file gives, where all hosts launch. Beside containers that are kept, the image of those
 * containers is wanted: by the tag if the tag names that image on this host; else it may be there without a tag; else
 * by the digests that it was pulled by, for the tag may have moved since. `always` has no say then.
 */
export function imageSources(
  { image, pull, imageTar }: Pick<ContainerConfig, 'image' | 'pull' | 'imageTar'>,
  local: ImageIdentity | UnreadableImage | null,
  kept: readonly (ImageIdentity | UnreadableImage)[],
): ImageSources {
  if (kept.length === 0) return [{ reference: image, pull, archive: imageTar }]
  const policy = pull === 'never' ? 'never' : 'missing'
  const asNamed = { reference: image, pull: policy, archive: imageTar } as const
  const known = kept.filter((one): one is ImageIdentity => !('unreadable' in one))
  const isTheirs = local !== null && !('unreadable' in local) && known.some((one) => isSame(one, local))
  if (isTheirs) return [asNamed]
  const digests = commonDigests(known)
  const configs = known.flatMap(({ configDigest }) => configDigest ?? [])
  // Engines name an image that has no tag by one of these, which of them depends on the engine's image store.
  const ids = parseImageReference(image) === null ? [] : [...new Set([...configs, ...digests])]
  const untagged = ids.map((reference): ImageSource => ({ reference, pull: 'never', archive: null }))
  const byDigest = digests.flatMap((digest): ImageSource[] => {
    const reference = withDigest(image, digest)
    return reference === null ? [] : [{ reference, pull: policy, archive: null }]
  })
  const elsewhere = byDigest.length === 0 || (local === null && imageTar !== null) ? [asNamed] : byDigest
  const [first = asNamed, ...others] = [...untagged, ...elsewhere]
  return [first, ...others]
}

/**
 * Whether a source makes a host pull: `none` needs no registry, `unless there` only where the host does not have the
 * reference, which was not asked for when the host was observed. `local` is what the host has of `image`.
 */
export function pullNeed(
  { reference, pull, archive }: ImageSource,
  image: string,
  local: ImageIdentity | UnreadableImage | null,
): 'none' | 'unless there' | 'pull' {
  if (pull === 'never' || archive !== null) return 'none'
  if (pull === 'always' && !reference.includes('@')) return 'pull'
  if (reference !== image || (local !== null && 'unreadable' in local)) return 'unless there'
  return local === null ? 'pull' : 'none'
}

function isSame(a: ImageIdentity, b: ImageIdentity): boolean {
  return compareIdentities(a, b).verdict === 'same'
}

/** Manifest digests that every one of the images has, leaving out images that have none. */
function commonDigests(images: readonly ImageIdentity[]): readonly string[] {
  const [first = [], ...others] = images
    .map(({ manifestDigests }) => manifestDigests)
    .filter(({ length }) => length > 0)
  return first.filter((digest) => others.every((digests) => digests.includes(digest)))
}
