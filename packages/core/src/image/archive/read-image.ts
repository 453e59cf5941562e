import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { BerthError } from '../../errors/index.js'
import { type ArchiveFiles, archiveFiles, readBytes } from './archive-files.js'
import { CompressedArchive } from './compressed-archive.js'
import { type DockerEntry, parseDockerManifest } from './docker-manifest.js'
import { digestOf, hashBytes } from './hash-bytes.js'
import { type ImageConfiguration, parseImageConfig } from './image-config.js'
import type { LayerCompression, LocalBytes, LocalImage, LocalLayer } from './local-image.js'
import { isIndex, type OciDescriptor, parseOciIndex, parseOciManifest } from './oci-manifest.js'
import { pickImage } from './pick-image.js'

/** An image of an archive, which is read where it is wanted. */
interface FoundImage {
  readonly tags: readonly string[]
  readonly read: () => Promise<LocalImage>
}

/**
 * Reads what an image of this machine is made of: of an archive as `docker save` and `podman save` write it, of an OCI
 * layout in an archive or a folder, or of a squashfs file as enroot makes it. Only the small parts are read, and layers
 * that are compressed in an archive that does not say their digests. `reference` says which image, where there are
 * several; where there is one, it is that one. Rejects with `BERTH_IMAGE_UNAVAILABLE` or `BERTH_ABORTED`.
 */
export function readImage(path: string, reference: string, signal?: AbortSignal): Promise<LocalImage> {
  return reading(path, signal, async (images) => pickImage(images, reference).read())
}

/** Reads, as {@link readImage} does, all images of an archive. */
export function readImages(path: string, signal?: AbortSignal): Promise<readonly LocalImage[]> {
  return reading(path, signal, async (images) => {
    const read: LocalImage[] = []
    for (const image of images) read.push(await image.read())
    return read
  })
}

async function reading<Value>(
  path: string,
  signal: AbortSignal | undefined,
  read: (images: readonly FoundImage[]) => Promise<Value>,
): Promise<Value> {
  try {
    return await read(await foundImages(path, signal))
  } catch (error) {
    throw signal?.aborted ? aborted(path, error) : unreadable(path, error)
  }
}

async function foundImages(path: string, signal: AbortSignal | undefined): Promise<readonly FoundImage[]> {
  const squashed = await squashedImage(path, signal)
  if (squashed !== null) return [{ tags: [], read: async () => squashed }]
  const files = await archiveFiles(path)
  const index = await files.find('index.json')
  if (index !== null) return layoutImages(files, await textOf(index))
  const manifest = await files.find('manifest.json')
  if (manifest === null) throw new Error('it has neither manifest.json nor index.json')
  return savedImages(files, await textOf(manifest), signal)
}

/** Bytes of the superblock of squashfs 4, and where in it the length of all is. */
const [superblock, bytesUsed] = [96, 40]

/** A file of squashfs is an image as a whole, known by its digest; null for any other. */
async function squashedImage(given: string, signal: AbortSignal | undefined): Promise<LocalImage | null> {
  const path = resolve(given)
  const found = await stat(path)
  if (!found.isFile() || found.size < 4) return null
  const bytes = { path, start: 0, size: found.size }
  const head = await readBytes({ ...bytes, size: Math.min(found.size, superblock) }, superblock)
  if (head.toString('latin1', 0, 4) !== 'hsqs') return null
  if (head.length < superblock || head.readBigUInt64LE(bytesUsed) > found.size) throw new Error('it was cut short')
  const config = { digest: await hashBytes(bytes, signal), bytes }
  return { form: 'file', tags: [], config, layers: [], platform: null, manifest: null }
}

/** Bytes of an index, a manifest or a configuration: some kilobytes, as a rule. */
const largestText = 8 * 1024 * 1024

async function textOf(bytes: LocalBytes): Promise<string> {
  return (await readBytes(bytes, largestText)).toString('utf8')
}

function layoutImages(files: ArchiveFiles, text: string): readonly FoundImage[] {
  const index = parseOciIndex(text)
  if (index === null) throw new Error('its index.json is no index of images')
  const images = new Map<string, { tags: string[]; descriptor: OciDescriptor }>()
  for (const descriptor of index) {
    const known = images.get(descriptor.digest)
    if (known === undefined) images.set(descriptor.digest, { tags: [...descriptor.names], descriptor })
    else known.tags.push(...descriptor.names)
  }
  return [...images.values()].map(({ tags, descriptor }) => ({
    tags,
    read: () => readLayout(files, tags, descriptor),
  }))
}

async function readLayout(
  files: ArchiveFiles,
  tags: readonly string[],
  descriptor: OciDescriptor,
): Promise<LocalImage> {
  const { digest } = await oneManifest(files, descriptor)
  const manifestText = await blobText(files, digest, 'manifest')
  const manifest = parseOciManifest(manifestText)
  if (manifest === null) throw new Error(`its manifest ${digest} is none of an image, or has layers of an unknown kind`)
  const configBytes = await blob(files, manifest.config, 'configuration')
  const { diffIds, platform } = configuration(await blobText(files, manifest.config, 'configuration'))
  if (diffIds.length !== manifest.layers.length) throw new Error(unlikeLayers(manifest.layers.length, diffIds.length))
  const layers: LocalLayer[] = []
  for (const [position, layer] of manifest.layers.entries()) {
    const diffId = diffIds[position] ?? ''
    if (layer.compression === 'none' && layer.digest !== diffId)
      throw new Error(`its manifest and its configuration disagree on layer ${position + 1}`)
    layers.push({ ...layer, diffId, bytes: await blob(files, layer.digest, `layer ${position + 1}`) })
  }
  const config = { digest: manifest.config, bytes: configBytes }
  return { form: 'layers', tags, config, layers, platform, manifest: manifestText }
}

/** The one manifest that a descriptor leads to, through indexes of several platforms of which one is there. */
async function oneManifest(files: ArchiveFiles, descriptor: OciDescriptor): Promise<OciDescriptor> {
  if (!isIndex(descriptor)) return descriptor
  const inner = parseOciIndex(await blobText(files, descriptor.digest, 'index'))
  if (inner === null) throw new Error(`its index ${descriptor.digest} is none`)
  const there: OciDescriptor[] = []
  for (const one of inner) if ((await files.find(blobName(one.digest))) !== null) there.push(one)
  const [found, other] = there
  if (found === undefined) throw new Error('it holds no manifest of the image that its index names')
  if (other === undefined) return oneManifest(files, found)
  const platforms = there.map(({ platform }) => platform ?? 'one that is not said').join(', ')
  throw new Error(`it holds the image for several platforms: ${platforms}; save it for one`)
}

function savedImages(files: ArchiveFiles, text: string, signal: AbortSignal | undefined): readonly FoundImage[] {
  const entries = parseDockerManifest(text)
  if (entries === null) throw new Error('its manifest.json is not of an archive of images')
  return entries.map((entry) => ({ tags: entry.tags, read: () => readSaved(files, entry, signal) }))
}

async function readSaved(
  files: ArchiveFiles,
  entry: DockerEntry,
  signal: AbortSignal | undefined,
): Promise<LocalImage> {
  const configBytes = await file(files, entry.config)
  const content = await readBytes(configBytes, largestText)
  const { diffIds, platform } = configuration(content.toString('utf8'))
  if (diffIds.length !== entry.layers.length) throw new Error(unlikeLayers(entry.layers.length, diffIds.length))
  const layers: LocalLayer[] = []
  for (const [position, diffId] of diffIds.entries())
    layers.push(await savedLayer(files, entry, position, diffId, signal))
  return {
    form: 'layers',
    tags: entry.tags,
    config: { digest: digestOf(content), bytes: configBytes },
    layers,
    platform,
    manifest: null,
  }
}

async function savedLayer(
  files: ArchiveFiles,
  { layers }: DockerEntry,
  position: number,
  diffId: string,
  signal: AbortSignal | undefined,
): Promise<LocalLayer> {
  const bytes = await file(files, layers[position] ?? '')
  const compression = await compressionOf(bytes)
  const digest = compression === 'none' ? diffId : await hashBytes(bytes, signal)
  return { diffId, digest, compression, bytes }
}

/** How bytes are compressed, by what they begin with. */
async function compressionOf({ path, start, size }: LocalBytes): Promise<LayerCompression> {
  const first = await readBytes({ path, start, size: Math.min(4, size) }, 4)
  switch (first.toString('hex')) {
    case '28b52ffd':
      return 'zstd'
    default:
      return first.toString('hex', 0, 2) === '1f8b' ? 'gzip' : 'none'
  }
}

function configuration(text: string): ImageConfiguration {
  const config = parseImageConfig(text)
  if (config === null) throw new Error('its configuration does not name its layers')
  return config
}

async function file(files: ArchiveFiles, name: string): Promise<LocalBytes> {
  const found = await files.find(name)
  if (found === null) throw new Error(`it lacks ${name}, which its manifest.json names`)
  return found
}

async function blob(files: ArchiveFiles, digest: string, what: string): Promise<LocalBytes> {
  const found = await files.find(blobName(digest))
  if (found === null) throw new Error(`it lacks the ${what} ${digest}`)
  return found
}

async function blobText(files: ArchiveFiles, digest: string, what: string): Promise<string> {
  const bytes = await readBytes(await blob(files, digest, what), largestText)
  if (digestOf(bytes) !== digest) throw new Error(`its ${what} is not what its digest ${digest} says`)
  return bytes.toString('utf8')
}

function blobName(digest: string): string {
  return `blobs/${digest.replace(':', '/')}`
}

function unlikeLayers(files: number, named: number): string {
  return `it has ${files} layers, and its configuration names ${named}`
}

const operation = 'read image on this machine'

function unreadable(path: string, cause: unknown): BerthError {
  const why = cause instanceof Error ? cause.message : String(cause)
  return new BerthError({
    code: 'BERTH_IMAGE_UNAVAILABLE',
    operation,
    message: `${path} cannot be read as an image: ${why}`,
    remedy: remedyOf(cause),
    cause,
  })
}

function remedyOf(cause: unknown): string {
  if (cause instanceof CompressedArchive) return cause.remedy
  if (cause instanceof Error && 'syscall' in cause) return 'Check the path, and that you may read what is there.'
  return 'Save the image anew by the engine that has it, as an archive; or name a folder that is an OCI layout.'
}

function aborted(path: string, cause: unknown): BerthError {
  return new BerthError({ code: 'BERTH_ABORTED', operation, message: `aborted while ${path} was read`, cause })
}
