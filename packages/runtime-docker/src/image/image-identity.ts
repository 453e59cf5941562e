import {
  type ImageIdentity,
  type JsonObject,
  objectOf,
  parseObject,
  type Section,
  stringOf,
  stringsOf,
  type UnreadableImage,
} from '@berth/core/adapter'
import type { Dialect } from '../engine/dialect.js'
import type { ImageStore } from '../engine/engine-info.js'
import { engineSaid, saysNoImage } from '../errors/engine-words.js'

/** Reads one image of `image inspect --format '{{json .}}'`. */
export function imageIdentity(text: string, store: ImageStore): ImageIdentity | UnreadableImage {
  const image = parseObject(text)
  const id = stringOf(image?.Id)
  const digest = digestOf(id ?? '')
  if (image === null || id === null || digest === null)
    return { unreadable: 'the engine described the image without a valid id' }
  return {
    id,
    configDigest: store === 'classic' ? digest : null,
    manifestDigests: sortedDigests([
      ...stringsOf(image.RepoDigests).map((name) => name.slice(name.indexOf('@') + 1)),
      ...(store === 'containerd' ? [digest] : []),
    ]),
    layers: stringsOf(objectOf(image.RootFS)?.Layers).filter(isDigest),
    platform: platformOf(image),
  }
}

/** The image that the requested reference names on the host, from asking the engine for that reference. */
export function localImage(
  dialect: Dialect,
  section: Section | undefined,
  reference: string,
  store: ImageStore,
): ImageIdentity | UnreadableImage | null {
  if (section === undefined) return { unreadable: 'the engine was not asked for the image' }
  if (section.exitCode !== 0) {
    const missing = section.stdout.trim() === '' && saysNoImage(dialect, section.stderr)
    return missing ? null : { unreadable: engineSaid(section.stderr) || 'the engine could not describe the image' }
  }
  const text = withoutFirstLine(section.stdout)
  return matchedByPrefix(text, reference) ? null : imageIdentity(text, store)
}

/**
 * What image a container was made from. `used` is the answer to asking for that image by its id; absent where it is the
 * image that the requested reference names.
 */
export function usedImage(
  container: JsonObject,
  used: Section | undefined,
  local: Section | undefined,
  store: ImageStore,
): ImageIdentity | UnreadableImage {
  const id = stringOf(container.Image) ?? ''
  if (id === '') return { unreadable: 'the engine does not say which image the container was made from' }
  const found = [used, local].find((section) => section?.exitCode === 0 && section.stdout.startsWith(`${id}\n`))
  const described = found === undefined ? undefined : imageIdentity(withoutFirstLine(found.stdout), store)
  if (described !== undefined && !('unreadable' in described)) return withManifest(described, container)
  const digest = digestOf(id)
  if (digest === null)
    return { unreadable: described?.unreadable ?? (engineSaid(used?.stderr ?? '') || `no image ${id}`) }
  const gone = { id, layers: [], platform: null }
  return store === 'classic'
    ? { ...gone, configDigest: digest, manifestDigests: [] }
    : withManifest({ ...gone, configDigest: null, manifestDigests: [digest] }, container)
}

/** The containerd store also tells which manifest of an index a container runs. */
function withManifest(identity: ImageIdentity, container: JsonObject): ImageIdentity {
  const digest = stringOf(objectOf(container.ImageManifestDescriptor)?.digest)
  if (digest === null) return identity
  return { ...identity, manifestDigests: sortedDigests([...identity.manifestDigests, digest]) }
}

/** A reference such as `beef` that the engine took for the beginning of an id names no image. */
function matchedByPrefix(text: string, reference: string): boolean {
  if (!/^[0-9a-f]{1,63}$/.test(reference)) return false
  const names = stringsOf(parseObject(text)?.RepoTags)
  return !names.some((name) => name === `${reference}:latest` || name.endsWith(`/${reference}:latest`))
}

function platformOf({ Os, Architecture, Variant }: JsonObject): string | null {
  const [os, architecture, variant] = [stringOf(Os), stringOf(Architecture), stringOf(Variant)]
  if (!os || !architecture) return null
  return variant ? `${os}/${architecture}/${variant}` : `${os}/${architecture}`
}

/** The digest that an image's id is; Podman leaves `sha256:` out of its ids. */
function digestOf(id: string): string | null {
  const digest = /^[0-9a-f]{64}$/.test(id) ? `sha256:${id}` : id
  return isDigest(digest) ? digest : null
}

function isDigest(text: string): boolean {
  return /^sha256:[0-9a-f]{64}$/.test(text)
}

function sortedDigests(digests: readonly string[]): readonly string[] {
  return [...new Set(digests.filter(isDigest))].sort()
}

function withoutFirstLine(text: string): string {
  return text.slice(text.indexOf('\n') + 1)
}
