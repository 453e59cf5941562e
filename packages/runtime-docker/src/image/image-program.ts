import type { HostProgram, ImageSource } from '@berth/core/adapter'
import type { Engine } from '../engine/engine.js'
import { programs } from '../programs.generated.js'

/** Makes an image present, and says what it is. */
export function imageProgram({ reference, pull, archive }: ImageSource, { dialect, reachedBy }: Engine): HostProgram {
  const { invalidReference, noImage } = dialect.words
  const said = [invalidReference.source, noImage.source]
  return { program: programs.image, words: [reachedBy, dialect.program, reference, pull, archive ?? '', ...said] }
}
