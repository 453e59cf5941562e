import { hostsText } from '../../errors/index.js'
import { rangeProblem } from './address-problem.js'
import { expandNames, mostNames } from './expand-names.js'
import { NodesetError } from './nodeset-error.js'
import { splitNodeset } from './split-nodeset.js'

/** The hosts and groups that a nodeset may name. */
export interface KnownNodes {
  /** In the order of the cluster file. */
  readonly hosts: readonly string[]
  /** Members of a group; throws `NodesetError` if there is no group of this name. */
  readonly membersOf: (group: string) => readonly string[]
}

/**
 * The hosts that a nodeset names, in the order of the cluster file: the hosts that its terms add (all hosts, if every
 * term takes away) without the hosts that other terms take away, in whatever order the terms stand. Throws
 * `NodesetError` for a host or group that is not there, and if no host is left.
 */
export function selectNodes(nodeset: string, { hosts, membersOf }: KnownNodes): readonly string[] {
  const terms = splitNodeset(nodeset)
  if (terms.length === 0) throw new NodesetError('names no host')
  const namesOf = (excluded: boolean): Set<string> => {
    const names = new Set<string>()
    for (const term of terms) {
      if (term.excluded !== excluded) continue
      for (const name of term.group ? membersOf(term.text) : expandNames(term.text)) names.add(name)
      if (names.size > mostNames) throw new NodesetError(`stands for more than ${mostNames} names`)
    }
    return names
  }
  const [added, taken] = [namesOf(false), namesOf(true)]
  const known = new Set(hosts)
  const unknown = [...added, ...taken].filter((name) => !known.has(name))
  if (unknown.length > 0) {
    const range = unknown.find((name) => rangeProblem(name) !== undefined)
    const advice = range === undefined ? '' : `; ${range} ${rangeProblem(range)}`
    throw new NodesetError(`names what is not among the hosts: ${hostsText(unknown)}${advice}`)
  }
  const onlyTakes = terms.every(({ excluded }) => excluded)
  const selected = hosts.filter((host) => (onlyTakes || added.has(host)) && !taken.has(host))
  if (selected.length === 0) throw new NodesetError(`leaves no host: "${nodeset}" takes away all that it names`)
  return selected
}
