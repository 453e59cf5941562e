import type { ContainerConfig, RegistryAccount } from '../../../config/index.js'
import {
  type ImageIdentity,
  type ImageSource,
  parseImageReference,
  type UnreadableImage,
} from '../../../contract/index.js'
import { compareIdentities, withDigest } from '../../../image/index.js'

/** A source of which the password of the login may not be known yet. */
export type WantedSource = Omit<ImageSource, 'login'> & { readonly login?: RegistryAccount }

/** Where a host that launches gets its image from: these are tried in order. */
export type ImageSources = readonly [WantedSource, ...WantedSource[]]

/** What a cluster file says of where the image comes from. */
export type ImageConfig = Pick<ContainerConfig, 'image' | 'pull' | 'imageTar'> & {
  readonly runtime: Pick<ContainerConfig['runtime'], 'registry'>
}

/**
 * The sources that the cluster file gives, where all hosts launch. Beside containers that are kept, the image of those
 * containers is wanted: by the tag if the tag names that image on this host; else it may be there without a tag; else
 * by the digests that it was pulled by, for the tag may have moved since. `always` has no say then.
 */
export function imageSources(
  { image, pull, imageTar, runtime: { registry } }: ImageConfig,
  local: ImageIdentity | UnreadableImage | null,
  kept: readonly (ImageIdentity | UnreadableImage)[],
): ImageSources {
  if (kept.length === 0) return [withLogin({ reference: image, pull, archive: imageTar }, registry)]
  const policy = pull === 'never' ? 'never' : 'missing'
  const asNamed = withLogin({ reference: image, pull: policy, archive: imageTar }, registry)
  const known = kept.filter((one): one is ImageIdentity => !('unreadable' in one))
  const isTheirs = local !== null && !('unreadable' in local) && known.some((one) => isSame(one, local))
  if (isTheirs) return [asNamed]
  const digests = commonDigests(known)
  const configs = known.flatMap(({ configDigest }) => configDigest ?? [])
  // Engines name an image that has no tag by one of these, which of them depends on the engine's image store.
  const ids = parseImageReference(image) === null ? [] : [...new Set([...configs, ...digests])]
  const untagged = ids.map((reference): WantedSource => ({ reference, pull: 'never', archive: null }))
  const byDigest = digests.flatMap((digest): WantedSource[] => {
    const reference = withDigest(image, digest)
    return reference === null ? [] : [withLogin({ reference, pull: policy, archive: null }, registry)]
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
  { reference, pull, archive }: WantedSource,
  image: string,
  local: ImageIdentity | UnreadableImage | null,
): 'none' | 'unless there' | 'pull' {
  if (pull === 'never' || archive !== null) return 'none'
  if (pull === 'always' && !reference.includes('@')) return 'pull'
  if (reference !== image || (local !== null && 'unreadable' in local)) return 'unless there'
  return local === null ? 'pull' : 'none'
}

/** Whether a login of the sources needs a password of this machine, which is asked for only where it is used. */
export function needPassword(sources: ImageSources): boolean {
  return sources.some(({ login }) => login !== undefined && !('passwordFile' in login))
}

/**
 * A source with the login, if the source is a pull from the registry that the login is for. A reference that only the
 * runtime can read may be of that registry.
 */
function withLogin(source: WantedSource, login: RegistryAccount | null): WantedSource {
  if (login === null || source.pull === 'never' || source.archive !== null) return source
  const registry = parseImageReference(source.reference)?.registry ?? login.server
  return registry === login.server ? { ...source, login } : source
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
