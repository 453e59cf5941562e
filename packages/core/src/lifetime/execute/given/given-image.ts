import {
  type ImageIdentity,
  type ImageOutline,
  parseImageReference,
  type UnreadableImage,
} from '../../../contract/index.js'
import { BerthError } from '../../../errors/index.js'
import {
  hashBytes,
  hashUnzipped,
  type LocalImage,
  type LocalLayer,
  outlineOf,
  readImage,
} from '../../../image/index.js'

/** An image of this machine that hosts are given: read once, and each of its layers checked once, for all of them. */
export class GivenImage {
  /** Where it is on this machine, for messages. */
  readonly from: string
  readonly image: LocalImage
  readonly outline: ImageOutline
  readonly #checks = new Map<string, Promise<void>>()

  constructor(from: string, image: LocalImage, reference: string) {
    this.from = from
    this.image = image
    this.outline = outlineOf(image, reference)
  }

  /** Whether a host has this very image already, by the name that it is to have. */
  isThere(local: ImageIdentity | UnreadableImage | null): local is ImageIdentity {
    if (local === null || 'unreadable' in local) return false
    const { config, manifest } = this.outline
    return local.configDigest === config.digest || local.manifestDigests.includes(manifest.digest)
  }

  /** Rejects with `BERTH_IMAGE_UNAVAILABLE` unless these layers are here what their digests say, or `BERTH_ABORTED`. */
  async check(positions: readonly number[], signal?: AbortSignal): Promise<void> {
    // One after the other: all are on one disk, as a rule.
    for (const position of positions) await this.#checked(position, signal)
  }

  #checked(position: number, signal: AbortSignal | undefined): Promise<void> {
    const layer = this.image.layers[position]
    if (layer === undefined) return Promise.resolve()
    const known =
      this.#checks.get(layer.digest) ??
      this.#isWhole(layer, signal).then(
        (isWhole) => {
          if (!isWhole) throw this.#damaged(`layer ${position + 1} is not what its digest says`)
        },
        (error: unknown) => {
          if (signal?.aborted) throw aborted(this.from, error)
          throw this.#damaged(error instanceof Error ? error.message : String(error), error)
        },
      )
    this.#checks.set(layer.digest, known)
    return known
  }

  /** Where no manifest names what is compressed, its digest was taken from itself: what it holds has one of its own. */
  async #isWhole(
    { bytes, digest, diffId, compression }: LocalLayer,
    signal: AbortSignal | undefined,
  ): Promise<boolean> {
    if (this.image.manifest === null && compression === 'gzip') return (await hashUnzipped(bytes, signal)) === diffId
    return (await hashBytes(bytes, signal)) === digest
  }

  #damaged(why: string, cause?: unknown): BerthError {
    return new BerthError({
      code: 'BERTH_IMAGE_UNAVAILABLE',
      operation: 'read image on this machine',
      message: `${this.from} is damaged, or was changed meanwhile: ${why}`,
      remedy: 'Save the image anew, and leave the file alone while it is sent.',
      cause,
    })
  }
}

function aborted(from: string, cause: unknown): BerthError {
  const message = `aborted while ${from} was checked`
  return new BerthError({ code: 'BERTH_ABORTED', operation: 'read image on this machine', message, cause })
}

/** Reads an image of this machine that hosts are to be given. Rejects with `BERTH_IMAGE_UNAVAILABLE`. */
export async function readGivenImage(archive: string, reference: string, signal?: AbortSignal): Promise<GivenImage> {
  if ((parseImageReference(reference)?.digest ?? null) !== null) throw namedByDigest(reference)
  return new GivenImage(archive, await readImage(archive, reference, signal), reference)
}

/** An engine has the digest of a registry only from the registry. */
function namedByDigest(reference: string): BerthError {
  return new BerthError({
    code: 'BERTH_IMAGE_UNAVAILABLE',
    operation: 'read image on this machine',
    message: `${reference} names a digest, by which no host knows an image that it has from elsewhere than its registry`,
    remedy: 'Name the image by a tag in container.image.',
  })
}
