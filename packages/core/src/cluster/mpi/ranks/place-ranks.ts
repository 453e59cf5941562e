import { WrongUseError } from '../../../errors/index.js'

/** How many ranks a program has. At most one of the two. */
export interface RanksAsked {
  /** Ranks in all, as evenly over the hosts as they go, more of them on the first. */
  readonly ranks?: number
  /** Ranks on each host. Default is 1. */
  readonly ranksPerHost?: number
}

/** The ranks of one host; a host that has none is left out. */
export interface PlacedRanks {
  readonly host: string
  /** How many, at least 1. */
  readonly ranks: number
}

/**
 * How many ranks each host has, in the order of the hosts: rank 0 is on the first. Throws `TypeError` for numbers that
 * are none.
 */
export function placeRanks(hosts: readonly string[], { ranks, ranksPerHost }: RanksAsked): readonly PlacedRanks[] {
  if (ranks !== undefined && ranksPerHost !== undefined)
    throw new WrongUseError('Say how many ranks there are by ranks or by ranksPerHost, not by both')
  const given = ranks ?? ranksPerHost ?? 1
  if (!Number.isInteger(given) || given < 1 || given > mostRanks)
    throw new WrongUseError(`${given} is no number of ranks: write a whole number from 1 to ${mostRanks}`)
  if (ranks === undefined) return hosts.map((host) => ({ host, ranks: given }))
  const [each, more] = [Math.floor(ranks / hosts.length), ranks % hosts.length]
  return hosts
    .map((host, index) => ({ host, ranks: index < more ? each + 1 : each }))
    .filter((placed) => placed.ranks > 0)
}

/** More than any launcher starts. */
const mostRanks = 1_000_000

/** The host of each rank, by its number, where ranks fill one host after the other. */
export function hostsOfRanks(placed: readonly PlacedRanks[]): readonly string[] {
  return placed.flatMap(({ host, ranks }) => Array.from({ length: ranks }, () => host))
}
