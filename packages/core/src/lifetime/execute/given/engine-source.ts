import { randomUUID } from 'node:crypto'
import type { ContainerRuntime, EngineConnection, HostConnection, ImageIdentity } from '../../../contract/index.js'
import { BerthError, remedyFor } from '../../../errors/index.js'
import { compareIdentities } from '../../../image/index.js'
import type { CallOptions } from '../../observe/host-access.js'
import { notObserved } from '../../observe/not-observed.js'
import { type GivenImage, readGivenImage } from './given-image.js'
import type { GivenSource } from './given-source.js'
import { type PassingFile, passingFile } from './passing-file.js'

/** An engine that has an image which others are given: that of this machine, or of one of the hosts. */
export interface GivingEngine {
  readonly runtime: ContainerRuntime
  /** Where it is, as messages say it. */
  readonly where: string
  readonly connect: (call: CallOptions) => Promise<HostConnection>
  readonly privilege: Parameters<ContainerRuntime['observe']>[1]['privilege']
}

/** What that engine has. */
interface OwnImage {
  readonly engine: EngineConnection
  readonly identity: ImageIdentity
}

/**
 * An image of an engine, which is asked what the image is, and for the image itself only where a host lacks it: then it
 * is kept in a file of this machine until it is released.
 */
export function engineSource(own: GivingEngine, image: string, reference: string): GivenSource {
  let looking: Promise<OwnImage> | undefined
  let saving: Promise<GivenImage> | undefined
  let kept: PassingFile | undefined
  const look = (call: CallOptions): Promise<OwnImage> => {
    looking ??= lookAt(own, image, call)
    return looking
  }
  const save = async (call: CallOptions): Promise<GivenImage> => {
    const { engine } = await look(call)
    kept = await passingFile().catch((error: unknown) => {
      throw noRoomHere(image, error)
    })
    await saveTo(kept, own, engine, image, call)
    return readGivenImage(kept.path, reference, call.signal)
  }
  return {
    look: async (call) => {
      await look(call)
    },
    isThere: async (local, call) => {
      if (local === null || 'unreadable' in local) return false
      return compareIdentities((await look(call)).identity, local).verdict === 'same'
    },
    image: (call) => {
      saving ??= save(call)
      return saving
    },
    release: async () => {
      await saving?.catch(() => undefined)
      await kept?.close()
      kept = undefined
      saving = undefined
    },
  }
}

async function lookAt(
  { runtime, where, connect, privilege }: GivingEngine,
  image: string,
  call: CallOptions,
): Promise<OwnImage> {
  const connection = await connect(call)
  // A name that nothing has: what containers are there is of no interest.
  const seen = await runtime.observe(connection, { name: `berth-${randomUUID()}`, image, privilege }, call)
  if (seen.state === 'unknown') throw notObserved(where, seen)
  const { localImage, engine } = seen
  if (localImage === null) throw notThere(`${runtime.name} of ${where} does not have ${image}`)
  if ('unreadable' in localImage) throw notThere(`${image} cannot be read on ${where}: ${localImage.unreadable}`)
  return { engine: { connection, facts: engine }, identity: localImage }
}

/** What goes wrong there is of the engine that has the image, whichever host it is for. */
async function saveTo(
  file: PassingFile,
  { runtime, where }: GivingEngine,
  engine: EngineConnection,
  image: string,
  call: CallOptions,
): Promise<void> {
  if (runtime.saveImage === undefined) throw notThere(`${runtime.name} writes out no images`)
  const take = (piece: Uint8Array): Promise<void> =>
    file.write(piece).catch((error: unknown) => {
      throw noRoomHere(image, error)
    })
  try {
    await runtime.saveImage(engine, image, take, call)
  } catch (error) {
    if (!BerthError.isInstance(error) || error.code === 'BERTH_ABORTED' || error.host === undefined) throw error
    const { code, operation, reason, advice = [] } = error
    const remedy = remedyFor([where], advice)
    throw new BerthError({ code, operation, message: `of ${where}: ${reason}`, remedy, cause: error })
  }
}

function noRoomHere(image: string, cause: unknown): BerthError {
  const why = cause instanceof Error ? cause.message : String(cause)
  return new BerthError({
    code: 'BERTH_IMAGE_UNAVAILABLE',
    operation: 'read image on this machine',
    message: `${image} could not be kept in /var/tmp of this machine while hosts are given it: ${why}`,
    remedy: 'Make room there, or save the image as an archive elsewhere and give that (berth push FILE).',
    cause,
  })
}

function notThere(message: string): BerthError {
  return new BerthError({
    code: 'BERTH_IMAGE_UNAVAILABLE',
    operation: 'read image',
    message,
    remedy: 'Build or pull it there, or name an archive of it on this machine (container.image_source and image_tar).',
  })
}
