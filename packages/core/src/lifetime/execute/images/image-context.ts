import type { ExecutionContext } from '../execution-context.js'
import type { GivenImage } from './given-image.js'

/** What making images present needs: of an `up` that carries out a plan, or of a call that does nothing else. */
export interface ImageContext
  extends Pick<ExecutionContext, 'container' | 'runtime' | 'connect' | 'observed' | 'budget' | 'emit' | 'signal'> {
  /** On how many hosts an image is pulled at once. */
  readonly atOnce: { readonly pulls: number }
  /** The image of this machine that the hosts are given. Default is none: they have it from where the file says. */
  readonly given?: GivenImage
}
