import type { FoundContainer, FoundParts } from '@berth/core'
import type { FoundAnswer, PartsAnswer } from './answers.js'

/** A container of Berth's, as JSON. */
export function foundAnswer(container: FoundContainer): FoundAnswer {
  const { runtime, id, name, state, whose, image, devices, gpus, verdict, reason } = container
  const { berth, engine, owner, createdAt, startedAt, lease } = container
  return {
    ...{ runtime, reachedBy: engine.reachedBy, id, name, state, whose },
    cluster: berth?.cluster ?? null,
    run: berth?.run ?? null,
    owner: berth?.owner ?? null,
    ownerStanding: owner,
    lifetime: berth?.lifetime ?? null,
    handedOver: berth?.handedOver ?? null,
    ...{ createdAt, startedAt, lease, image, devices, gpus, verdict, reason },
  }
}

/** Parts of an image, as JSON. */
export function partsAnswer({ runtime, folder, image, bytes, changed, verdict, reason }: FoundParts): PartsAnswer {
  return { ...{ runtime, folder, image, bytes }, changedAt: new Date(changed * 1000).toISOString(), verdict, reason }
}
