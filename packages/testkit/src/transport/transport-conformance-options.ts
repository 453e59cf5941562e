import type { Transport } from '@berth/core/adapter'
import type { ConformanceTest } from '../conformance-test.js'

/** Options of {@link transportConformance}. */
export interface TransportConformanceOptions {
  readonly test: ConformanceTest
  /** Makes a transport. Called anew by each test, which closes what it made. */
  readonly factory: () => Transport | Promise<Transport>
  /** Hosts that the transport reaches. The first is the one that most obligations are held to. */
  readonly hosts: readonly [string, ...string[]]
  /** A folder on every host where the login user may write; each test takes away what it put there. Default is `/tmp`. */
  readonly folder?: string
  /** The network between this machine and the hosts; null where there is none, so that no host can be out of reach. */
  readonly network: TransportNetwork | null
  /** Whether the transport has a fan-out of its own, `execOnAll`. The suite checks that it is what it says. */
  readonly execOnAll: boolean
}

/** What a suite does to a network, and sees of it, from outside of the transport. */
export interface TransportNetwork {
  /** Name of a host that cannot be reached. */
  readonly unreachableHost: string
  /** How many connections the first host has open. */
  connections(): number | Promise<number>
  /** Cuts all connections of the first host, without a word to either side's program; new ones can be made at once. */
  cut(): void | Promise<void>
}
