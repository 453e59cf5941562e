import type { CliEnvironment } from '../../environment.js'
import { bringImage, type ImageOptions } from './bring-image.js'

/** What `berth pull` does. Gives the exit code. */
export function pull(environment: CliEnvironment, options: ImageOptions): Promise<number> {
  return bringImage(environment, 'pull', options, {})
}
