import type { ClusterConfig } from '../../../config/index.js'

/** The place of one host among those that a call runs on. */
export interface HostRank {
  /** 0 to `worldSize` less one, each once. The head host, where it takes part, is 0. */
  readonly rank: number
  /** How many hosts the call runs on. */
  readonly worldSize: number
  /** The address by which other hosts reach the host of rank 0: its `vpc_ip` where there is one, else its name. */
  readonly head: string
  /** Such an address of each host, by rank, with commas between. */
  readonly peers: string
}

/** The rank of each of the hosts of one call: the head host first, then the rest in the order of the cluster file. */
export function hostRanks(
  called: Iterable<string>,
  { hosts, headHost }: Pick<ClusterConfig, 'hosts' | 'headHost'>,
): ReadonlyMap<string, HostRank> {
  const takePart = new Set(called)
  const inOrder = hosts.filter(({ name }) => takePart.has(name))
  const ranked = [
    ...inOrder.filter(({ name }) => name === headHost),
    ...inOrder.filter(({ name }) => name !== headHost),
  ]
  const addresses = ranked.map(({ name, vpcIp }) => vpcIp ?? name)
  const [head = ''] = addresses
  const common = { worldSize: ranked.length, head, peers: addresses.join() }
  return new Map(ranked.map(({ name }, rank) => [name, { rank, ...common }]))
}

/** Longest list of hosts that is given to commands: one that is longer than a program can get would stop them all. */
const longestList = 120_000

/**
 * The variables that tell a command of its rank. `BERTH_HOSTS` is not among them where it would be longer than a
 * variable may be, as of ten thousand hosts.
 */
export function rankVariables({ rank, worldSize, head, peers }: HostRank): Readonly<Record<string, string>> {
  return {
    BERTH_RANK: String(rank),
    BERTH_WORLD_SIZE: String(worldSize),
    BERTH_HEAD: head,
    ...(peers.length <= longestList && { BERTH_HOSTS: peers }),
  }
}
