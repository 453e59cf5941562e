import type { Remedy, RuntimeAdvice } from '@berth/core/adapter'
import type { Engine } from '../engine/engine.js'
import { calledAs, listContainers } from './enroot-commands.js'

/** What to do where containers cannot be listed. */
export function mendListing(by: Pick<Engine, 'reachedBy'>): Remedy {
  return ['Mend what it reports.', listContainers({ enroot: calledAs(by) })]
}

/** How a user finds out what became of a call. */
export function adviceOf(by: Pick<Engine, 'reachedBy'>): RuntimeAdvice {
  return {
    image: 'Allow more time, or put a squashfs image on the host and name it as container.image_tar.',
    container: ['Look what is there before trying again.', listContainers({ enroot: calledAs(by) })],
    list: mendListing(by),
  }
}
