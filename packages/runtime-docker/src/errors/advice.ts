import type { Remedy, RuntimeAdvice } from '@berth/core/adapter'
import { type Called, calledAs, listContainers, listImages } from './engine-commands.js'

/** What to do where containers cannot be listed. */
export function mendListing(of: Called): Remedy {
  return ['Mend what the engine reports.', listContainers({ engine: calledAs(of) })]
}

/** How a user finds out what became of a call. */
export function adviceOf(of: Called): RuntimeAdvice {
  const engine = calledAs(of)
  return {
    image: ['Look which images are there; allow more time, or load the image from an archive.', listImages({ engine })],
    container: ['Look what is there before trying again.', listContainers({ engine })],
    list: mendListing(of),
  }
}
