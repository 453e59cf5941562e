import { foldNames } from '../fold-names.js'
import { shortLine } from '../texts/bounded-text.js'
import type { TextOfMany } from '../texts/told-together.js'
import { hostsText } from './hosts-text.js'
import { sortHosts } from './sort-hosts.js'

/** Characters that parts of all hosts take in one line, at most. */
const longestLine = 300

/** Hosts that have a line of their own, at most. */
const mostHosts = 16

/** Characters of a part in a line of its own. */
const longestPart = 200

/** The parts of a text that are not the same on all of its hosts, below that text. */
export interface OwnLines {
  readonly lines: readonly string[]
  /** Whether the parts of every host are told. */
  readonly complete: boolean
}

/**
 * Lines that tell the parts that differ between the hosts of one text: such as fold, like addresses, in one line;
 * others in one line for each host, up to some hosts.
 */
export function ownLines({ varying }: Pick<TextOfMany, 'varying'>): OwnLines {
  const parts = [...varying].map(([name, values]) => ({ name, values, folded: foldNames([...values.values()]) }))
  const inOneLine = parts.filter(({ folded }) => folded.length <= longestLine)
  const others = parts.filter(({ folded }) => folded.length > longestLine)
  const lines = inOneLine.map(({ name, folded }) => `<${name}>: ${folded}`)
  const hosts = sortHosts(others[0]?.values.keys() ?? [])
  if (hosts.length === 0) return { lines, complete: true }
  const shown = hosts.slice(0, mostHosts).map((host) => {
    const own = others.map(({ values }) => shortLine(values.get(host) ?? '', longestPart))
    return `${hostsText([host])}: ${own.join(', ')}`
  })
  const left = hosts.slice(mostHosts)
  return {
    lines: [
      ...lines,
      `${others.map(({ name }) => `<${name}>`).join(', ')}:`,
      ...shown.map((line) => `  ${line}`),
      ...(left.length === 0 ? [] : [`  ${hostsText(left)}: not shown`]),
    ],
    complete: left.length === 0,
  }
}
