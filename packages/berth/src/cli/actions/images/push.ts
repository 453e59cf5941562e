import type { CliEnvironment } from '../../environment.js'
import { bringImage, type ImageOptions } from './bring-image.js'

/** What `berth push` does with an archive of this machine. Gives the exit code. */
export function push(environment: CliEnvironment, archive: string, options: ImageOptions): Promise<number> {
  return bringImage(environment, 'push', options, { from: { archive } })
}
