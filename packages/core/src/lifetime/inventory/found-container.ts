import type { EngineFacts, GpusSpec, InsideView, InventoriedParts } from '../../contract/index.js'
import type { BerthError } from '../../errors/index.js'
import type { BerthLabels } from '../owners/labels.js'
import type { OwnerStanding } from '../owners/run.js'
import type { Situation } from '../plan/situation.js'

/**
 * What may become of a container. `in use`: somebody works with it, or brings it up. `kept`: it is there until somebody
 * takes it down. `left over`: nobody can be using it, and it is this user's: a prune removes it. `not known`: whether
 * somebody uses it cannot be told from here, so that it stays.
 */
export type FoundVerdict = 'in use' | 'kept' | 'left over' | 'not known'

/**
 * Whose a container is. `mine`: of this user, made on this machine or by a run that is known to be this user's.
 * `another machine`: of a user of this name on another machine, who may be somebody else. `unreadable`: its labels are
 * of another version of Berth, or were changed.
 */
export type Whose = 'mine' | 'another machine' | 'somebody else' | 'unreadable'

/** A lease, as it was found. */
export interface FoundLease {
  /** Seconds for which a renewal holds. */
  readonly seconds: number
  /** Seconds until it runs out; below 0 where something holds the container beyond it. Null where nobody can tell. */
  readonly left: number | null
}

/** A container of Berth's that was found on a host. */
export interface FoundContainer {
  readonly host: string
  /** Name of the runtime: `docker`. */
  readonly runtime: string
  readonly engine: EngineFacts
  readonly id: string
  readonly name: string
  /** All of its labels. */
  readonly labels: Readonly<Record<string, string>>
  /** `unknown`: in a state in between. */
  readonly state: 'running' | 'stopped' | 'unknown'
  /** What Berth's labels say; null where they cannot be read. */
  readonly berth: BerthLabels | null
  readonly whose: Whose
  /** Whether the process that made it still lives; `unknown` where that cannot be told from here. */
  readonly owner: OwnerStanding
  /** RFC 3339, by the host's clock. */
  readonly createdAt: string
  /** RFC 3339, by the host's clock; null if it never started. */
  readonly startedAt: string | null
  /** The image reference that it was created from, as the engine shows it. */
  readonly image: string
  /** The host's devices that were passed into it; `all` where it has every device of the host. */
  readonly devices: readonly string[] | 'all'
  /** The NVIDIA GPUs that were asked for beside the devices; null for none. */
  readonly gpus: GpusSpec | null
  /** The lease by which it ends itself; null for one that stays until it is removed. */
  readonly lease: FoundLease | null
  /** What its inside told, as the runtime handed it back; null where nobody looked. */
  readonly inside: InsideView | null
  /** What it is to the policy, as for a call of its own cluster by this user. */
  readonly situation: Situation | 'unknown'
  readonly verdict: FoundVerdict
  /** Why this verdict, in words. */
  readonly reason: string
}

/** Parts of an image that were found on a host. */
export interface FoundParts extends InventoriedParts {
  readonly host: string
  /** Name of the runtime that told of them. */
  readonly runtime: string
  /** `left over`: nobody has changed them for an hour, or has them open: a prune removes them. */
  readonly verdict: Extract<FoundVerdict, 'in use' | 'left over' | 'not known'>
  /** Why this verdict, in words. */
  readonly reason: string
}

/** What was found on one host. */
export interface HostContainers {
  /** By runtime and name. */
  readonly containers: readonly FoundContainer[]
  /** What transfers of images have put there for the login user and not taken away, by their folders. */
  readonly parts: readonly FoundParts[]
  /** Why the host has told nothing, or not all: what it has beside `containers` is not known. Null: that is all. */
  readonly error: BerthError | null
}

/** What was found on each host that was asked, in the order asked. */
export type FoundContainers = ReadonlyMap<string, HostContainers>
