import type { HostConnection, Transport } from '@berth/core/adapter'
import type { TransportNetwork } from './transport-conformance-options.js'

/** What each obligation of a transport is given. */
export interface TransportBench {
  /** A transport that is this test's own, and is closed after it. */
  readonly transport: Transport
  readonly hosts: readonly [string, ...string[]]
  /** The first of the hosts. */
  readonly host: string
  /** A folder on the first host where files may be written; see `inFolder`. */
  readonly folder: string
  /** Connects to the first host. */
  connect(): Promise<HostConnection>
}

/** The same, where there is a network in between. */
export interface NetworkBench extends TransportBench {
  readonly network: TransportNetwork
}

/** The same, where the transport has a fan-out of its own. */
export interface FanOutBench extends TransportBench {
  readonly execOnAll: NonNullable<Transport['execOnAll']>
  readonly network: TransportNetwork | null
}
