import type { Remedy, Varying } from '../../errors/index.js'
import type { EngineFacts, ObservedContainer } from '../observation.js'
import type { Privilege } from './privilege.js'

/** What {@link ContainerRuntime.inventory} looks by. */
export interface InventoryQuery {
  /**
   * How engines may be called. `auto`: plainly, and by `sudo -n` where the plain call does not reach the rootful
   * engine; where these are two engines, both are looked at.
   */
  readonly privilege: Privilege
}

/** What one look at all engines of a host saw. */
export interface Inventory {
  /** Seconds since 1970 by the host's clock. */
  readonly now: number
  /** Every engine that answered, also one that has nothing of Berth's. */
  readonly engines: readonly EngineInventory[]
  /**
   * Why an engine that may be there could not be looked at, or not to the end: what it has is not known. A host without
   * an engine of this runtime has no trouble.
   */
  readonly troubles: readonly InventoryTrouble[]
  /** What transfers of images have put on the host for the login user, and not taken away. Default is none. */
  readonly parts?: readonly InventoriedParts[]
}

/** What was put on a host of one image that it was given: of a transfer that goes on, or was interrupted. */
export interface InventoriedParts {
  /** Path on the host. It is the login user's own. */
  readonly folder: string
  /** Which image, by the digest of its configuration. */
  readonly image: string
  readonly bytes: number
  /** When something in it was changed last, in seconds since 1970 by the host's clock. */
  readonly changed: number
  /** Whether a process of the login user has something in it open. */
  readonly open: boolean
}

/** Why an engine of a host could not be looked at. */
export interface InventoryTrouble {
  /** What was seen, for the user. */
  readonly reason: string
  /** What the user can do about the reason. */
  readonly remedy: Remedy
  /** What in reason and remedy is of this host alone, although the same happened to others. Default is nothing. */
  readonly varying?: Varying | undefined
}

/** One engine, with all containers that have a label of Berth's. */
export interface EngineInventory {
  readonly engine: EngineFacts
  readonly containers: readonly InventoriedContainer[]
}

/** A container with a label of Berth's, whoever made it. */
export type InventoriedContainer = KnownContainer | UnsettledContainer

/** What is told of a container in any state. */
interface InventoryEntry
  extends Pick<ObservedContainer, 'id' | 'name' | 'labels' | 'createdAt' | 'startedAt' | 'imageReference' | 'inside'> {
  /**
   * Paths of the host's devices that were passed into the container, as the engine tells them; `all` where it has every
   * device of the host, as a privileged one.
   */
  readonly devices: readonly string[] | 'all'
}

/** A container that runs, or does not: created, or exited. */
export interface KnownContainer extends InventoryEntry {
  readonly state: 'running' | 'stopped'
}

/** A container in a state in between (paused, restarting, removing, dead), or in one that Berth does not know. */
export interface UnsettledContainer extends InventoryEntry {
  readonly state: 'unknown'
  /** What was seen, for the user. */
  readonly reason: string
}
