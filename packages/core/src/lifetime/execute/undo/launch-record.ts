import type { ContainerHandle } from '../../../contract/index.js'

/** What an `up` has launched as it goes, so that a failure can be compensated whenever it comes. */
export class LaunchRecord {
  /** The containers that were created, by host. */
  readonly created: Map<string, ContainerHandle> = new Map()
  /**
   * Hosts where a launch was asked for and the outcome of the launch is unknown, each with the launch: the engine may
   * create the container yet.
   */
  readonly uncertain: Map<string, string> = new Map()
  /**
   * Whether what was created stays, whatever fails from now on: others may use it, and have no cause to say so any
   * more.
   */
  settled = false
}
