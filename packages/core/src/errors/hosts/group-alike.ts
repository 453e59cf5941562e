import { groupHosts, type HostGroup } from '../group-hosts.js'
import { shapeOf, takeApart } from '../texts/own-parts.js'
import { type TextOfMany, toldTogether } from '../texts/told-together.js'
import type { Varying } from '../texts/varying.js'

/** Hosts whose texts are alike, and what differs between them. */
export type AlikeGroup = HostGroup<string> & Pick<TextOfMany, 'varying'>

/** What is known of the texts of hosts beside their words. */
export interface AlikeOptions {
  /** What else must be the very same, for hosts to be alike. Default is nothing. */
  readonly beside?: ReadonlyMap<string, string>
  /** The parts of each text that are of its host alone. Default is none. */
  readonly varying?: ReadonlyMap<string, Varying>
}

/**
 * Groups hosts whose texts are alike: equal but for container ids, points in time, durations, the host's own name, and
 * the parts that are said to be of one host alone. The text of a group has a `…` in place of ids and names that differ,
 * of times the first and the last, and `<name>` for a part of its own that each host has.
 */
export function groupAlike(
  texts: ReadonlyMap<string, string>,
  { beside = new Map(), varying = new Map() }: AlikeOptions = {},
): AlikeGroup[] {
  const parted = new Map([...texts].map(([host, text]) => [host, takeApart(host, text, varying.get(host))]))
  const shapes = new Map([...parted].map(([host, one]) => [host, JSON.stringify([shapeOf(one), beside.get(host)])]))
  return groupHosts(shapes).map(({ hosts }) => {
    const { text, varying: differing } = toldTogether(hosts.flatMap((host) => parted.get(host) ?? []))
    return { hosts, value: text, varying: differing }
  })
}
