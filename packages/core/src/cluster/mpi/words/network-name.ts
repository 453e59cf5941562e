import type { MpiNetwork } from '../network/common-network.js'

/**
 * A network as Open MPI takes it: by its address where that is known, as its interface may have other names elsewhere.
 */
export function networkName(network: MpiNetwork): string {
  return network.cidr ?? network.interface ?? ''
}
