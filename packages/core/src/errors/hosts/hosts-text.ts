import { foldNames } from '../fold-names.js'
import { printableLine } from '../texts/printable.js'
import { sortHosts } from './sort-hosts.js'

/** Up to so many hosts are named one by one; more of them as a nodeset. */
const few = 4

/** Characters of a nodeset that a message shows. */
const longestNodeset = 400

/** Options of {@link hostsText}. */
export interface HostsTextOptions {
  /** Stands before the last of a few hosts. Default is a comma. */
  readonly last?: ', ' | ' and '
  /** Characters that the names may take, beside how many there are. Default is 400, which suits a message. */
  readonly longest?: number
}

/**
 * Hosts as every message, table and line of progress names them, each once and sorted, `node2` before `node10`: a few
 * one by one; more as a nodeset with their number, `gpu[001-128] (128)`. Of a nodeset that is too long, the beginning,
 * and how many hosts are left out: whoever needs all names has them as data.
 */
export function hostsText(hosts: Iterable<string>, options: HostsTextOptions = {}): string {
  return printableLine(namesText(sortHosts(hosts), options))
}

function namesText(sorted: readonly string[], { last = ', ', longest = longestNodeset }: HostsTextOptions): string {
  const oneByOne = [sorted.slice(0, -1).join(', '), ...sorted.slice(-1)].filter(Boolean).join(last)
  if (sorted.length === 1 || (sorted.length <= few && oneByOne.length <= longest)) return oneByOne
  const whole = foldNames(sorted)
  if (whole.length <= longest) return `${whole} (${sorted.length})`
  const shown = mostThatFit(sorted, longest)
  return `${foldNames(sorted.slice(0, shown))} and ${sorted.length - shown} more (${sorted.length})`
}

/** How many hosts, from the first on, fold into a nodeset that is short enough; at least one. */
function mostThatFit(sorted: readonly string[], longest: number): number {
  let [fits, tooMany] = [1, sorted.length]
  while (tooMany - fits > 1) {
    const middle = Math.floor((fits + tooMany) / 2)
    if (foldNames(sorted.slice(0, middle)).length <= longest) fits = middle
    else tooMany = middle
  }
  return fits
}
