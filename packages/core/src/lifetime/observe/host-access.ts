import type { ContainerConfig } from '../../config/index.js'
import type { ContainerRuntime, HostConnection, Passages } from '../../contract/index.js'
import type { ReachedBy } from './lost-privilege.js'

/** How the lifetime's effects reach their hosts. */
export interface HostAccess {
  /** Every host of the cluster, in sorted order. */
  readonly hosts: readonly string[]
  readonly container: ContainerConfig
  readonly runtime: ContainerRuntime
  /** Whether each container is to have an sshd of Berth's. */
  readonly sshd: boolean
  /** How the engines of hosts were reached at earlier launches, as far as is remembered. */
  readonly reachedBefore: ReadonlyMap<string, ReachedBy>
  /** The one connection to a host; the same at every call while the connection lasts. */
  readonly connect: (host: string, options: CallOptions) => Promise<HostConnection>
  /** Opens a connection to a host from which others are reached. Absent where the transport has none. */
  readonly openPassages?: (host: string, options: CallOptions) => Promise<Passages>
}

/** Options that every effect takes. */
export interface CallOptions {
  readonly signal?: AbortSignal
}
