import { type HostProgram, insideCommand, type ObserveQuery } from '@berth/core/adapter'
import { asUser, reachedBy } from '../engine/engine.js'
import { imageFile } from '../image/image-reference.js'
import { programs } from '../programs.generated.js'

/**
 * Asks enroot where its containers are, and for the named container and the image. An empty name or image is not asked
 * for.
 */
export function observeProgram({ name, image, privilege }: ObserveQuery): HostProgram {
  return asUser(reachedBy(privilege), programs.observe, [
    name,
    image === '' ? '' : imageFile(image),
    ...insideCommand(),
  ])
}
