import { type HostProgram, type ImageSource, loginFunctions, loginPassword } from '@berth/core/adapter'
import type { Engine } from '../engine/engine.js'
import { programs } from '../programs.generated.js'

/** Makes an image present, and says what it is. */
export function imageProgram(
  { reference, pull, archive, login }: ImageSource,
  { dialect, reachedBy }: Engine,
): HostProgram {
  const { invalidReference, noImage } = dialect.words
  const said = [invalidReference.source, noImage.source]
  const words = [reachedBy, dialect.program, reference, pull, archive ?? '', ...said, dialect.imageQuery(reference)]
  if (login === undefined)
    return { program: programs.image, words: [...words, '', '', '', '', dialect.whereabouts.usual] }
  const { file, input } = loginPassword(login)
  const by = [dialect.loginKey(login.server), login.username, file, loginFunctions, dialect.whereabouts.usual]
  return {
    program: programs.image,
    words: [...words, ...by],
    endsWithBerth: true,
    ...(input !== undefined && { input }),
  }
}
