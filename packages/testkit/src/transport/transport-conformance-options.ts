import type { Transport } from '@berth/core/adapter'
import type { ConformanceTest } from '../suite/conformance-test.js'
import type { TransportNetwork } from './fixture/transport-network.js'

/** Options of {@link transportConformance}. */
export interface TransportConformanceOptions {
  readonly test: ConformanceTest
  /** Makes a transport. Called anew by each test, which closes what it made. */
  readonly factory: () => Transport | Promise<Transport>
  /** Hosts that the transport reaches. The first is the one that most obligations are held to. */
  readonly hosts: readonly [string, ...string[]]
  /**
   * A folder on every host where the login user may write; each test takes away what it put there. Default is `/tmp`.
   */
  readonly folder?: string
  /** The network between this machine and the hosts; null where there is none, so that no host can be out of reach. */
  readonly network: TransportNetwork | null
  /**
   * Whether the transport has a fan-out of its own, `execOnAll`. The suite checks that the transport has one if and
   * only if this is true.
   */
  readonly execOnAll: boolean
}
