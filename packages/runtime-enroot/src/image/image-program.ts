import { type HostProgram, type ImageSource, loginFunctions, loginPassword } from '@berth/core/adapter'
import { asUser, type Engine } from '../engine/engine.js'
import { programs } from '../programs.generated.js'
import { imageFile, importAddress } from './image-reference.js'

/** Makes an image present, and says what it is. */
export function imageProgram(
  { reference, pull, archive, login }: ImageSource,
  { reachedBy, data }: Engine,
): HostProgram {
  const address = importAddress(reference, login?.username) ?? ''
  const words = [data, imageFile(reference), pull, archive ?? '', address]
  if (login === undefined) return asUser(reachedBy, programs.image, [...words, '', '', '', ''])
  const { server, username } = login
  const { file, input } = loginPassword(login)
  const by = [server === 'docker.io' ? hub : server, username, file, loginFunctions]
  return {
    ...asUser(reachedBy, programs.image, [...words, ...by]),
    endsWithBerth: true,
    ...(input !== undefined && { input }),
  }
}

/** The host that enroot asks for images of Docker Hub. */
const hub = 'registry-1.docker.io'

/** The words that tell that loading or importing an image begins. */
export function imageBeginnings({ reference, archive, login }: ImageSource): Readonly<Record<string, string>> {
  const as = login === undefined ? '' : ` as ${login.username}`
  return { loading: `loading ${archive}`, pulling: `importing ${reference}${as}` }
}
