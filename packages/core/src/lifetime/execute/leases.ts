import type { HeldContainer } from './held-container.js'

/** Who renews the leases of the containers that are worked with. */
export interface Leases {
  /** Renews from now on what of these has a lease; a container that was just launched, or renewed, is not yet due. */
  hold(containers: ReadonlyMap<string, HeldContainer>): void
  /** Takes what the program that renews a lease has printed on a host. */
  renewed(host: string, printed: string): void
  /** Renews nothing on these hosts any more: what is there is given up. */
  letGo(hosts: Iterable<string>): void
}
