import type { ExecutionContext } from '../execution-context.js'

/** What making images present needs: of an `up` that carries out a plan, or of a call that does nothing else. */
export interface ImageContext
  extends Pick<
    ExecutionContext,
    | 'container'
    | 'runtime'
    | 'connect'
    | 'openPassages'
    | 'distribute'
    | 'observed'
    | 'budget'
    | 'emit'
    | 'signal'
    | 'given'
    | 'thisMachine'
  > {
  /** On how many hosts an image is pulled at once. */
  readonly atOnce: Pick<ExecutionContext['atOnce'], 'pulls' | 'given'>
}
