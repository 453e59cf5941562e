import { operationError, operationOn } from '../../../command/operation/index.js'
import type { LauncherDialect } from '../launcher/launcher.js'
import { mpiOperations } from '../operations.js'
import { commonNetwork, type MpiNetwork, namedNetwork } from './common-network.js'
import type { LinkedNetwork } from './routes.js'

/** What the network of a launch is found by. */
export interface NetworkQuestion {
  /** The host that launches, and its networks. */
  readonly host: string
  readonly networks: readonly LinkedNetwork[]
  /** What the caller named; null for the network that all have in common. */
  readonly asked: string | null
  /** Of all hosts. */
  readonly addresses: readonly string[]
  readonly dialect: LauncherDialect
}

/**
 * The network for MPI and its launcher; null where the choice is theirs. Throws `BERTH_MPI_UNUSABLE` for one that the
 * launcher cannot be told of: Hydra takes interfaces alone.
 */
export function networkFor({ host, networks, asked, addresses, dialect }: NetworkQuestion): MpiNetwork | null {
  if (asked === null) return commonNetwork(networks, addresses)
  const network = namedNetwork(networks, asked)
  if (dialect !== 'hydra' || network.interface !== null) return network
  throw operationError(operationOn(host, mpiOperations.prepare), {
    reason: `MPICH is told of a network by its interface, and no interface of this host has ${asked}`,
    remedy: 'Name the interface by which this host reaches the others, as interface: eth1, or leave it out.',
  })
}
