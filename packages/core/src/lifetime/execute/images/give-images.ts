import type { ImageIdentity, UnreadableImage } from '../../../contract/index.js'
import { reported } from '../../events.js'
import { fansOut } from '../given/distribute/distribution.js'
import { FanOut } from '../given/distribute/fan-out.js'
import type { GivenSource } from '../given/given-source.js'
import { turnsOf } from '../steps/step-in-turn.js'
import { giveImage } from './give-image.js'
import type { ImageContext } from './image-context.js'
import { localImageOf } from './local-image.js'

/**
 * How hosts are given an image: each from here, or one from here and the others by hosts that have it. A host that has
 * it already is asked for nothing more. Rejects as `GivenSource.look` does.
 */
export async function imageGiver(
  hosts: readonly string[],
  given: GivenSource,
  context: ImageContext,
): Promise<(host: string) => Promise<ImageIdentity>> {
  const { emit, signal, openPassages, distribute, atOnce } = context
  const call = signal ? { signal } : {}
  const there = new Map<string, ImageIdentity>()
  for (const host of hosts) {
    const local = imageSeen(host, context)
    if (local !== null && !('unreadable' in local) && (await given.isThere(local, call))) there.set(host, local)
  }
  const tell = (host: string, message: string): void =>
    emit({ type: 'host', host, step: 'image', status: 'progress', message })
  const isFanOut = fansOut(distribute, hosts.length - there.size)
  const fanOut = isFanOut && openPassages !== undefined ? new FanOut({ openPassages, tell, ...call }) : undefined
  const turns = turnsOf(atOnce.given ?? (fanOut === undefined ? atOnce.pulls : hosts.length), context)
  return async (host) => {
    localImageOf(host, context)
    const local = there.get(host)
    if (local !== undefined) return reported(emit, 'image', host, async () => local)
    return giveImage(host, given, turns, context, (one) => fanOut?.join(one))
  }
}

function imageSeen(host: string, { observed }: ImageContext): ImageIdentity | UnreadableImage | null {
  const seen = observed.observations.get(host)
  return seen === undefined || seen.state === 'unknown' ? null : seen.localImage
}
