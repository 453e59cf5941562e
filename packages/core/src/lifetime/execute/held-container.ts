import type { ContainerHandle, EngineFacts } from '../../contract/index.js'

/** A container that is worked with, and the engine that holds it. */
export interface HeldContainer extends ContainerHandle {
  readonly engine: EngineFacts
}
