import { type HostProgram, type ImageSource, loginFunctions } from '@berth/core/adapter'
import type { Engine } from '../engine/engine.js'
import { programs } from '../programs.generated.js'

/** Makes an image present, and says what it is. */
export function imageProgram(
  { reference, pull, archive, login }: ImageSource,
  { dialect, reachedBy }: Engine,
): HostProgram {
  const { invalidReference, noImage } = dialect.words
  const said = [invalidReference.source, noImage.source]
  const by = login
    ? [dialect.loginKey(login.server), login.username, login.passwordFile, loginFunctions]
    : ['', '', '', '']
  const words = [reachedBy, dialect.program, reference, pull, archive ?? '', ...said, ...by]
  return { program: programs.image, words }
}
