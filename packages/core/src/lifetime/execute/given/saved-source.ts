import type { ContainerHandle, ContainerRuntime, EngineConnection } from '../../../contract/index.js'
import { BerthError } from '../../../errors/index.js'
import { leftOutOfImages, type SavedFrom, savedImage } from '../../../image/index.js'
import type { EventListener } from '../../events.js'
import type { CallOptions } from '../../observe/host-access.js'
import { GivenImage } from './given-image.js'
import type { GivenSource } from './given-source.js'
import { type PassingFile, passingFile } from './passing-file.js'

/** A container that an image is made of. */
export interface SavedContainer {
  readonly runtime: ContainerRuntime
  readonly container: ContainerHandle
  readonly connect: (call: CallOptions) => Promise<EngineConnection>
  readonly from: SavedFrom
  readonly emit: EventListener
}

const operation = 'save container'

/** Bytes of a container between two words about how many have come. */
const tellEach = 256 * 1024 * 1024

/**
 * The image of a container: written out once, and kept in files of this machine until it is released, without what no
 * image of a container takes along. No host has it before.
 */
export function savedSource(saved: SavedContainer, reference: string): GivenSource {
  const files: PassingFile[] = []
  let saving: Promise<GivenImage> | undefined
  const newFile = async (): Promise<PassingFile> => {
    const file = await passingFile().catch((error: unknown) => {
      throw notKept(saved, error)
    })
    files.push(file)
    return file
  }
  const save = async (call: CallOptions): Promise<GivenImage> => {
    const archive = await newFile()
    await writeOut(saved, archive, call)
    const made = await newFile()
    const { from } = saved
    const image = await savedImage(archive.path, made, from, call.signal).catch((error: unknown) => {
      throw notMade(saved, error, call)
    })
    return new GivenImage(`the container ${from.container} of ${from.host}`, image, reference)
  }
  const image = (call: CallOptions): Promise<GivenImage> => {
    saving ??= save(call)
    return saving
  }
  return {
    image,
    look: async (call) => {
      await image(call)
    },
    isThere: async () => false,
    release: async () => {
      await saving?.catch(() => undefined)
      for (const file of files.splice(0)) await file.close()
      saving = undefined
    },
  }
}

async function writeOut(saved: SavedContainer, file: PassingFile, call: CallOptions): Promise<void> {
  const { runtime, container, connect, from, emit } = saved
  if (runtime.saveContainer === undefined) throw new TypeError(`${runtime.name} writes out no containers`)
  const tell = (message: string): void =>
    emit({ type: 'host', host: from.host, step: 'image', status: 'progress', message })
  tell(`saving container ${container.name}`)
  let [came, told] = [0, 0]
  const take = async (piece: Uint8Array): Promise<void> => {
    await file.write(piece).catch((error: unknown) => {
      throw notKept(saved, error)
    })
    came += piece.length
    if (came - told < tellEach) return
    told = came
    tell(`${Math.round(came / 1e6)} MB of container ${container.name} have come`)
  }
  await runtime.saveContainer(await connect(call), container, leftOutOfImages, take, call)
}

function notKept({ from }: SavedContainer, cause: unknown): BerthError {
  return new BerthError({
    code: 'BERTH_SAVE_FAILED',
    host: from.host,
    operation,
    message: `it could not be kept in /var/tmp of this machine: ${textOf(cause)}`,
    remedy:
      'Make room there: the image as a whole comes to this machine, and what was changed in the container once more.',
    cause,
  })
}

function notMade({ from: { host } }: SavedContainer, cause: unknown, { signal }: CallOptions): BerthError {
  if (signal?.aborted) return new BerthError({ code: 'BERTH_ABORTED', host, operation, message: 'aborted', cause })
  const message = `no image could be made of what the engine wrote out: ${textOf(cause)}`
  const remedy = 'Make room in /var/tmp of this machine, if it says so; else report it, with the version of the engine.'
  return new BerthError({ code: 'BERTH_SAVE_FAILED', host, operation, message, remedy, cause })
}

function textOf(cause: unknown): string {
  if (BerthError.isInstance(cause)) return cause.reason
  return cause instanceof Error ? cause.message : String(cause)
}
