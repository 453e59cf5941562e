import type { HostConnection } from '../contract/index.js'
import type { ContainerShell } from '../provision/index.js'
import type { ClusterFileOptions } from './file-options.js'

/** Which hosts one call means, and whether their containers or they themselves. */
export type PlaceOptions = Pick<ClusterFileOptions, 'hosts' | 'on'>

/** The hosts of one call, and how each is reached. */
export interface Places {
  readonly hosts: readonly string[]
  /** The container of a host; null where the hosts themselves are meant. */
  readonly containerOf: ((host: string, call: PlaceCall) => Promise<ContainerShell>) | null
  readonly connect: (host: string, call: PlaceCall) => Promise<HostConnection>
}

/** How a host or its container is asked for. */
export type PlaceCall = Pick<ClusterFileOptions, 'signal'>
