import { foldNames } from '../../errors/fold-names.js'
import { groupAlike } from '../../errors/hosts/group-alike.js'
import { shortLine } from '../../errors/texts/bounded-text.js'
import type { ConfigProblem } from './config-problem.js'

/** Problems that are alike and each have a line of their own, up to so many. */
const few = 4

/** Lines of problems that a message has at most. */
const mostLines = 100

/** Characters of a nodeset in a path. */
const longestNames = 200

/** Characters of a line: the rest of what a file has in one is not told. */
const longestLine = 2000

/** Problems as lines of a message. */
export interface FoldedProblems {
  readonly lines: readonly string[]
  /** Whether each problem is told, be it with others. */
  readonly complete: boolean
}

/**
 * Problems as a message tells them: those that are the same on many hosts once, where the first of them is, with the
 * hosts as a nodeset; and so many lines at most. `format` makes a line of one problem.
 */
export function foldProblems(
  problems: readonly ConfigProblem[],
  format: (problem: ConfigProblem) => string,
): FoldedProblems {
  const folded = problems.length > few ? withGroups(problems) : problems
  const shown = folded.slice(0, mostLines).map((problem) => shortLine(format(problem), longestLine))
  const left = folded.length - shown.length
  return { lines: left === 0 ? shown : [...shown, `… and ${left} more`], complete: left === 0 }
}

/** The problems, each group of alike ones in the place of its first. */
function withGroups(problems: readonly ConfigProblem[]): readonly ConfigProblem[] {
  const firsts = new Map<ConfigProblem, ConfigProblem>()
  const others = new Set<ConfigProblem>()
  for (const [rest, ofHosts] of byKeyOfHost(problems)) {
    const messages = new Map([...ofHosts].map(([host, { message }]) => [host, message]))
    for (const { hosts, value } of groupAlike(messages)) {
      const group = new Set(hosts)
      const [first, ...more] = [...ofHosts].flatMap(([host, problem]) => (group.has(host) ? [problem] : []))
      if (first === undefined || more.length < few) continue
      const path = `node_dict/${shortLine(foldNames(hosts), longestNames)}${rest.path}`
      firsts.set(first, { ...first, path, message: `${value} (the first of ${hosts.length} like this)` })
      for (const problem of more) others.add(problem)
    }
  }
  return problems.flatMap((problem) => (others.has(problem) ? [] : [firsts.get(problem) ?? problem]))
}

/** The problems of hosts, by the file and the key that they are in and then by the host. */
function byKeyOfHost(
  problems: readonly ConfigProblem[],
): ReadonlyMap<{ readonly path: string }, ReadonlyMap<string, ConfigProblem>> {
  const groups = new Map<
    string,
    { readonly rest: { readonly path: string }; readonly hosts: Map<string, ConfigProblem> }
  >()
  for (const problem of problems) {
    const [, host, path = ''] = /^node_dict\/([^/]+)(.*)$/s.exec(problem.path) ?? []
    if (host === undefined) continue
    const key = JSON.stringify([problem.file, path])
    const group = groups.get(key) ?? { rest: { path }, hosts: new Map<string, ConfigProblem>() }
    groups.set(key, group)
    if (!group.hosts.has(host)) group.hosts.set(host, problem)
  }
  return new Map([...groups.values()].map(({ rest, hosts }) => [rest, hosts]))
}
