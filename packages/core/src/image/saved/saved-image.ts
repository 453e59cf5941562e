import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'
import { digestOf, type LocalBytes, type LocalImage, type LocalLayer, readBytes, readImages } from '../archive/index.js'
import { isLeftOut } from './left-out.js'
import { isPassing, readConfig, type SavedFrom, savedConfig } from './saved-config.js'
import { withoutEntries } from './without-entries.js'

/** A file of this machine that what is made of an archive is written to. */
export interface MadeFile {
  readonly path: string
  readonly write: (piece: Uint8Array) => Promise<void>
}

/** Bytes of a configuration: some kilobytes, as a rule. */
const largestConfig = 8 * 1024 * 1024

/** Bytes that are read at once. */
const pieceSize = 1024 * 1024

/**
 * The image of a container, of what a runtime wrote out of it: the layers of the image that it was made from, and on
 * top what was changed in it, without what {@link isLeftOut} names, which is in no layer below either but where that
 * image has it. Top layer and configuration are written to `made`, which is empty; the rest stays in the archive. An
 * image that is one file is taken as it is. Rejects with an `Error` that says what is wrong with the archive, or as
 * `readImage` does.
 */
export async function savedImage(
  archive: string,
  made: MadeFile,
  from: SavedFrom,
  signal?: AbortSignal,
): Promise<LocalImage> {
  const images = await readImages(archive, signal)
  const [only] = images
  if (images.length === 1 && only?.form === 'file') return only
  const read = await Promise.all(images.map(async (image) => ({ image, config: readConfig(await configOf(image)) })))
  const passing = read.find(({ config }) => isPassing(config))
  const base = read.find((one) => one !== passing)
  if (passing === undefined || base === undefined || read.length !== 2)
    throw new Error('it does not hold the image of the container and the image that the container was made from')
  const own = passing.image.layers.slice(base.image.layers.length)
  const isUpon = base.image.layers.every(({ diffId }, position) => passing.image.layers[position]?.diffId === diffId)
  if (!isUpon || own.length > 1) throw new Error('its image is not made of the one that the container was made from')
  const sink = new CountingSink(made)
  const layers = [...base.image.layers]
  for (const layer of own) layers.push(await cleanLayer(layer, sink, signal))
  const text = savedConfig({
    base: base.config,
    baseDigest: base.image.config.digest,
    passing: passing.config,
    diffIds: layers.map(({ diffId }) => diffId),
    from,
  })
  const config = { digest: digestOf(text), bytes: await sink.take(async (write) => write(Buffer.from(text))) }
  return { form: 'layers', tags: [], config, layers, platform: passing.image.platform, manifest: null }
}

async function configOf({ config }: LocalImage): Promise<string> {
  return (await readBytes(config.bytes, largestConfig)).toString('utf8')
}

/** The layer without what is left out of images, uncompressed. */
async function cleanLayer(
  { bytes, compression }: LocalLayer,
  sink: CountingSink,
  signal: AbortSignal | undefined,
): Promise<LocalLayer> {
  const hash = createHash('sha256')
  const place = await sink.take(async (write) => {
    for await (const piece of withoutEntries(unpacked(bytes, compression, signal), isLeftOut)) {
      hash.update(piece)
      await write(piece)
    }
  })
  const diffId = `sha256:${hash.digest('hex')}`
  return { diffId, digest: diffId, compression: 'none', bytes: place }
}

function unpacked(
  { path, start, size }: LocalBytes,
  compression: LocalLayer['compression'],
  signal: AbortSignal | undefined,
): AsyncIterable<Buffer> {
  const stream = createReadStream(path, {
    ...{ start, end: start + size - 1, highWaterMark: pieceSize },
    ...(signal && { signal }),
  })
  switch (compression) {
    case 'none':
      return stream
    case 'gzip': {
      const unzip = createGunzip({ chunkSize: pieceSize })
      stream.on('error', (error) => unzip.destroy(error))
      return stream.pipe(unzip)
    }
    case 'zstd':
      throw new Error('what was changed in the container is compressed by zstd, which is not read')
    default:
      return compression satisfies never
  }
}

/** Knows where in a file each thing is that was written to it. */
class CountingSink {
  readonly #file: MadeFile
  #size = 0

  constructor(file: MadeFile) {
    this.#file = file
  }

  async take(work: (write: (piece: Uint8Array) => Promise<void>) => Promise<void>): Promise<LocalBytes> {
    const start = this.#size
    await work(async (piece) => {
      await this.#file.write(piece)
      this.#size += piece.length
    })
    return { path: this.#file.path, start, size: this.#size - start }
  }
}
