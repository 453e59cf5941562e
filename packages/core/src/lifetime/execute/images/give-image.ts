import type {
  EngineConnection,
  ImageIdentity,
  ImageOutline,
  ImageProgress,
  PartsNeeded,
} from '../../../contract/index.js'
import { BerthError } from '../../../errors/index.js'
import type { Turns } from '../../../fanout/index.js'
import { putTree, type TransferProgress } from '../../../files/index.js'
import { diskProblem, platformProblem } from '../../../image/index.js'
import { reachEngine } from '../../observe/observed-engine.js'
import type { FedHost } from '../given/distribute/fan-out.js'
import type { GivenImage } from '../given/given-image.js'
import type { GivenSource } from '../given/given-source.js'
import { partsTree } from '../given/parts-tree.js'
import { stepInTurn } from '../steps/step-in-turn.js'
import type { ImageContext } from './image-context.js'
import { takeBack } from './take-back.js'

/**
 * Makes an image of this machine present on a host, when it is the host's turn: asks which of its parts are missing,
 * looks whether there is room, puts the missing ones there, checked, and has the engine load them. A transfer whose
 * connection was lost goes on where it was when the image is given again. Rejects as `Turns.take` does, with
 * `BERTH_IMAGE_UNAVAILABLE`, `BERTH_FILE_FAILED`, `BERTH_CONNECTION_LOST` or `BERTH_ABORTED`. `join` has the host take
 * part where hosts hand the image on to each other.
 */
export function giveImage(
  host: string,
  given: GivenSource,
  turns: Turns,
  context: ImageContext,
  join: (host: string) => FedHost | undefined,
): Promise<ImageIdentity> {
  const { emit, signal } = context
  const step = { host, step: 'image', operation: 'give image', emit, ...(signal && { signal }) } as const
  return stepInTurn(turns, step, async () => {
    const fed = join(host)
    try {
      return await give(host, await given.image(signal ? { signal } : {}), context, fed)
    } finally {
      await fed?.leave()
    }
  })
}

/**
 * Where it fails and the host lacks other parts by then than it did, as when somebody else has loaded the image or
 * removed another one, it is done once more, from what is there now. What an abort ends is taken away again; what a
 * lost connection cuts off waits for the next time.
 */
async function give(
  host: string,
  given: GivenImage,
  context: ImageContext,
  fed: FedHost | undefined,
): Promise<ImageIdentity> {
  const { runtime, signal } = context
  const { lookForParts } = runtime
  if (lookForParts === undefined) throw new TypeError(`${runtime.name} takes no parts`)
  const call = signal ? { signal } : {}
  const engine = await reachEngine(context, host, call)
  const look = (): Promise<PartsNeeded> => lookForParts.call(runtime, engine, given.outline, call)
  const needed = await look()
  try {
    return await putAndLoad(engine, given, needed, context, fed).catch(async (error: unknown) => {
      if (!isWorthLooking(error) || signal?.aborted) throw error
      const now = await look().catch(() => needed)
      if (now.missing.join() === needed.missing.join()) throw error
      return putAndLoad(engine, given, now, context, fed)
    })
  } catch (error) {
    if (!isLost(error)) await takeBack(engine.connection, needed.folder, signal?.aborted === true)
    throw error
  }
}

function isLost(error: unknown): boolean {
  return BerthError.isInstance(error) && error.kind === 'unreachable'
}

function whatIsSent({ form, layers, reference }: ImageOutline, missing: readonly number[]): string {
  if (form === 'file') return `sending ${reference}`
  return missing.length === 0
    ? `all layers of ${reference} are there`
    : `sending ${missing.length} of ${layers.length} layers of ${reference}`
}

function isWorthLooking(error: unknown): boolean {
  return (
    BerthError.isInstance(error) && (error.code === 'BERTH_FILE_FAILED' || error.code === 'BERTH_IMAGE_UNAVAILABLE')
  )
}

async function putAndLoad(
  engine: EngineConnection,
  given: GivenImage,
  needed: PartsNeeded,
  { runtime, emit, signal }: ImageContext,
  feeder: FedHost | undefined,
): Promise<ImageIdentity> {
  const { loadParts } = runtime
  if (loadParts === undefined) throw new TypeError(`${runtime.name} takes no parts`)
  const { host } = engine.connection
  const call = signal ? { signal } : {}
  const tell = (message: string, detail: ImageProgress = {}): void =>
    emit({ type: 'host', host, step: 'image', status: 'progress', message, ...detail })
  const { outline, image } = given
  refuseOtherPlatform(host, given, needed)
  refuseWithoutRoom(host, given, needed)
  await given.check(needed.missing, signal)
  const { missing, folder } = needed
  tell(whatIsSent(outline, missing))
  const request = {
    tree: partsTree(image, missing),
    path: folder,
    folder,
    modeIfMissing: null,
    ...(feeder && { feeder }),
  }
  let told = 0
  const onProgress = ({ done, total }: TransferProgress): void => {
    const percent = Math.floor((done / Math.max(total, 1)) * 100)
    if (percent === told) return
    told = percent
    tell(`sent ${percent} %`, { sent: { done, total } })
  }
  await putTree(engine.connection, request, { ...call, onProgress })
  const onWarning = (message: string): void => emit({ type: 'warning', message: `${host}: ${message}` })
  return loadParts.call(runtime, engine, { outline, folder, missing }, { ...call, onProgress: tell, onWarning })
}

function refuseOtherPlatform(host: string, { outline, image }: GivenImage, { architectures }: PartsNeeded): void {
  const problem = platformProblem(image.platform, architectures)
  if (problem === null) return
  throw new BerthError({
    code: 'BERTH_IMAGE_UNAVAILABLE',
    host,
    operation: 'give image',
    message: `${outline.reference} would not run: ${problem}`,
    remedy:
      'Give an image that was built for this host, or set the host up to emulate (qemu-user-static and binfmt); nothing was sent.',
  })
}

function refuseWithoutRoom(host: string, { outline, image }: GivenImage, { missing, rooms }: PartsNeeded): void {
  const sent = partsTree(image, missing).files.reduce((sum, { size }) => sum + size, 0)
  const unpacked = missing.reduce((sum, position) => sum + (outline.layers[position]?.unpacked ?? 0), 0)
  const problem = diskProblem(rooms, { sent, unpacked })
  if (problem === null) return
  throw new BerthError({
    code: 'BERTH_IMAGE_UNAVAILABLE',
    host,
    operation: 'give image',
    message: `there is no room for ${outline.reference}: ${problem}`,
    remedy: 'Make room on the host, as by removing images that nobody needs; nothing was sent.',
  })
}
