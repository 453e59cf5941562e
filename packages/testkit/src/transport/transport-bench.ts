import type { Transport } from '@berth/core/adapter'
import type { TransportNetwork } from './transport-conformance-options.js'

/** What each obligation of a transport is given. */
export interface TransportBench {
  /** A transport that is this test's own. */
  readonly transport: Transport
  readonly hosts: readonly [string, ...string[]]
  /** A new folder on the first host, taken away after the test. */
  readonly folder: string
}

/** The same, where there is a network in between. */
export interface NetworkBench extends TransportBench {
  readonly network: TransportNetwork
}
