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

/** What is told of the tags that an archive holds and that name another image on the host. */
export function imageWarnings({ reference, archive }: ImageSource): Readonly<Record<string, (line: string) => string>> {
  return {
    moves: (tag) =>
      `loading ${archive} for ${reference} moves the tag ${tag}, which the archive holds too and which names another image now: that one stays, without this name`,
  }
}
