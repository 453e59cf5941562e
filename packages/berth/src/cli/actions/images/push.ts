import type { CliEnvironment } from '../../environment.js'
import { bringImage, type ImageOptions } from './bring-image.js'

/** What `berth push` does with an image of this machine: of a file or folder, if there is one. Gives the exit code. */
export function push(environment: CliEnvironment, image: string, options: ImageOptions): Promise<number> {
  const isPath = /^[./~]/.test(image) || environment.fileExists(image) || environment.isFolder(image)
  return bringImage(environment, 'push', options, () => ({ from: isPath ? { archive: image } : { image } }))
}
