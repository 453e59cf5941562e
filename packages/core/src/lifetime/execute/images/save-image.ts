import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { type ImageSource, imageReferenceProblem, parseImageReference } from '../../../contract/index.js'
import { BerthError } from '../../../errors/index.js'
import { writeArchive } from '../../../image/index.js'
import type { CallOptions } from '../../observe/host-access.js'
import type { Refusal } from '../../plan/plan.js'
import { refuseTakenName } from '../../plan/refusals/refuse-save.js'
import { type SavedContainer, savedSource } from '../given/saved-source.js'
import { type PullAccess, type PulledImages, pullImages } from './pull-images.js'

/** An image that was made of a container. */
export interface SavedImage extends PulledImages {
  readonly reference: string
  /** The host of the container, and the container's id. */
  readonly host: string
  readonly container: string
  /** Digest of what the image is: of its configuration, or of the one file that it is. */
  readonly configDigest: string
  /** Bytes of what was changed in the container, as the image has it on top; of the whole where it is one file. */
  readonly bytes: number
  /** The archive that it was written to, as an absolute path; null where hosts were given it. */
  readonly archive: string | null
}

/** What an image is made of a container with. */
export interface SaveAccess extends Omit<PullAccess, 'given' | 'beforehand' | 'operation'> {
  readonly saved: SavedContainer
  readonly reference: string
  /** The file of this machine that it is written to, in place of the hosts. */
  readonly archive: string | null
  /** Whether hosts that have another image by the name are given this one for it. */
  readonly replace: boolean
  /** Throws the error of a refusal. */
  readonly refuse: (refusal: Refusal) => never
}

/**
 * Makes an image of a container, and makes it present on all hosts by the code that gives hosts an image, or writes it
 * to a file. Rejects as `pullImages` does, with `BERTH_SAVE_FAILED`, or with `BERTH_FILE_FAILED` for the file.
 */
export async function saveImage(asked: SaveAccess, call: CallOptions): Promise<SavedImage> {
  const { saved, reference, archive, replace, refuse, container } = asked
  const file = archive === null ? null : resolve(archive)
  if (file !== null) await orNotWritten(file, call, () => access(dirname(file), constants.W_OK))
  const source = savedSource(saved, reference)
  try {
    const { images, missing } =
      file === null
        ? await pullImages(
            {
              ...asked,
              operation: 'save',
              container: { ...container, image: reference, pull: 'never', imageTar: null },
              given: source,
              beforehand: ({ observations }) => {
                const refusal = replace ? null : refuseTakenName(reference, observations)
                if (refusal !== null) refuse(refusal)
              },
            },
            call,
          )
        : { images: new Map(), missing: new Map() }
    const { image } = await source.image(call)
    if (file !== null) await orNotWritten(file, call, () => writeArchive(image, reference, file, call.signal))
    return {
      ...{ images, missing, reference, archive: file, host: saved.from.host, container: saved.container.id },
      configDigest: image.config.digest,
      bytes: image.layers.at(-1)?.bytes.size ?? image.config.bytes.size,
    }
  } finally {
    await source.release()
  }
}

async function orNotWritten(path: string, { signal }: CallOptions, write: () => Promise<void>): Promise<void> {
  await write().catch((error: unknown) => {
    const aborted = signal?.aborted === true
    throw new BerthError({
      code: aborted ? 'BERTH_ABORTED' : 'BERTH_FILE_FAILED',
      operation: `write ${path}`,
      message: aborted ? 'aborted' : error instanceof Error ? error.message : String(error),
      ...(!aborted && { remedy: 'Check the path, who may write there, and the room on the disk.' }),
      cause: error,
    })
  })
}

/** Why no image can be made by this name, as a sentence about `it`; null where one can. */
export function savedNameProblem(
  reference: string,
  problemOf: ((source: ImageSource) => string | null) | undefined,
): string | null {
  const problem = imageReferenceProblem(reference)
  if (problem !== null) return problem
  if ((parseImageReference(reference)?.digest ?? null) !== null) return 'it names a digest, which only a registry gives'
  return problemOf?.({ reference, pull: 'never', archive: null }) ?? null
}
