import type { ImageIdentity, UnreadableImage } from '../../../contract/index.js'
import { notObserved } from '../../observe/not-observed.js'
import type { ImageContext } from './image-context.js'

/** What a host had by the image's name. Throws the error of a host that could not be observed. */
export function localImageOf(
  host: string,
  { observed }: Pick<ImageContext, 'observed'>,
): ImageIdentity | UnreadableImage | null {
  const before = observed.observations.get(host)
  if (before?.state === 'unknown') throw notObserved(host, before)
  return before?.localImage ?? null
}
