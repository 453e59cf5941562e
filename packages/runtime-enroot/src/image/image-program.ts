import type { HostProgram, ImageSource } from '@berth/core/adapter'
import { asUser, type Engine } from '../engine/engine.js'
import { programs } from '../programs.generated.js'
import { imageFile, importAddress } from './image-reference.js'

/** Makes an image present, and says what it is. */
export function imageProgram({ reference, pull, archive }: ImageSource, { reachedBy, data }: Engine): HostProgram {
  const words = [data, imageFile(reference), pull, archive ?? '', importAddress(reference) ?? '']
  return asUser(reachedBy, programs.image, words)
}

/** The words that tell that loading or importing an image begins. */
export function imageBeginnings({ reference, archive }: ImageSource): Readonly<Record<string, string>> {
  return { loading: `loading ${archive}`, pulling: `importing ${reference}` }
}
