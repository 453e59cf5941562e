import { foldNames } from '../fold-names.js'
import { printableLine } from '../texts/printable.js'
import { sortHosts } from './sort-hosts.js'

/** Up to so many hosts are named one by one; more of them as a nodeset. */
const few = 4

/** Characters of a nodeset that a message shows. */
const longestNodeset = 400

/**
 * Hosts as every message names them, each once and sorted: a few one by one, `last` before the last of those; more as a
 * nodeset, `gpu[001-128]`. Of a nodeset that is too long for a message, the beginning, and how many hosts are left out:
 * whoever needs all names has them as data. Default of `last` is a comma.
 */
export function hostNames(hosts: Iterable<string>, last: ', ' | ' and ' = ', '): string {
  return printableLine(namesText(hosts, last))
}

function namesText(hosts: Iterable<string>, last: string): string {
  const sorted = sortHosts(hosts)
  if (sorted.length <= few) return [sorted.slice(0, -1).join(', '), ...sorted.slice(-1)].filter(Boolean).join(last)
  const whole = foldNames(sorted)
  if (whole.length <= longestNodeset) return whole
  const shown = mostThatFit(sorted)
  return `${foldNames(sorted.slice(0, shown))} and ${sorted.length - shown} more`
}

/** How many hosts, from the first on, fold into a nodeset that is short enough; at least one. */
function mostThatFit(sorted: readonly string[]): number {
  let [fits, tooMany] = [1, sorted.length]
  while (tooMany - fits > 1) {
    const middle = Math.floor((fits + tooMany) / 2)
    if (foldNames(sorted.slice(0, middle)).length <= longestNodeset) fits = middle
    else tooMany = middle
  }
  return fits
}
