import type { ClusterConfig } from '../../config/index.js'

/** The place of one host among those that a call runs on. */
export interface HostRank {
  /** 0 to `worldSize` less one, each once. The head host, where it takes part, is 0. */
  readonly rank: number
  /** How many hosts the call runs on. */
  readonly worldSize: number
  /** By rank, the address by which other hosts reach each: its `vpc_ip` where there is one, else its name. */
  readonly peers: readonly string[]
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
  const peers = ranked.map(({ name, vpcIp }) => vpcIp ?? name)
  return new Map(ranked.map(({ name }, rank) => [name, { rank, worldSize: ranked.length, peers }]))
}

/** The variables that tell a command of its rank. */
export function rankVariables({ rank, worldSize, peers }: HostRank): Readonly<Record<string, string>> {
  return {
    BERTH_RANK: String(rank),
    BERTH_WORLD_SIZE: String(worldSize),
    BERTH_HEAD: peers[0] ?? '',
    BERTH_HOSTS: peers.join(),
  }
}
