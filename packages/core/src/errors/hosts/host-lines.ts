import { boundedText, shortLine } from '../texts/bounded-text.js'
import { type AlikeText, alikeTexts, type TextsOfHosts } from './alike-texts.js'
import { groupAlike } from './group-alike.js'
import { hostsText } from './hosts-text.js'

/** What a message about many hosts may take at most, all hosts together. */
const wholeMessage = { lines: 200, characters: 24_000 }

/** What the text of one group may take. */
const oneGroup = { lines: 60, characters: 8_000 }

/** Characters of the first line of a text, where no more of the text is shown. */
const longestFirstLine = 200

/** Groups that are shown by their first line. */
const mostSummaries = 20

/** What was said of hosts, as a part of a message. */
export interface HostLines {
  readonly text: string
  /** Whether all that was said of every host is in the text, but for ids, times and names that differ. */
  readonly complete: boolean
}

/** Options of {@link hostLines}. */
export interface HostLinesOptions extends Omit<TextsOfHosts, 'texts'> {
  /** `line`: a text of one line stands behind the names. `block`: every text stands below them. Default is `line`. */
  readonly layout?: 'line' | 'block'
}

/**
 * What is to be said of each host, as a message says it: what is alike once, under the names of its hosts. Bounded in
 * lines and characters over all hosts: the largest groups are told in full, of the others the first line and how many
 * hosts there are.
 */
export function hostLines(
  texts: ReadonlyMap<string, string>,
  { layout = 'line', ...beside }: HostLinesOptions = {},
): HostLines {
  const bounded = new Map([...texts].map(([host, text]) => [host, boundedText(text, oneGroup)]))
  const groups = alikeTexts({ texts: bounded, ...beside }).map((group) => {
    const { hosts, text } = group
    return { ...group, shown: layout === 'line' ? hostLine(hosts, text) : hostBlock(hostsText(hosts), text) }
  })
  const inFull = new Set(groups)
  const room = { ...wholeMessage }
  for (const group of [...groups].sort((a, b) => b.hosts.length - a.hosts.length)) {
    const { shown } = group
    const lines = shown.split('\n').length
    if (lines > room.lines || shown.length > room.characters) inFull.delete(group)
    else {
      room.lines -= lines
      room.characters -= shown.length + 1
    }
  }
  const others = groups.filter((group) => !inFull.has(group))
  const isComplete = groups.every((group) => inFull.has(group) && group.complete)
  const text = [...[...inFull].map(({ shown }) => shown), ...summaries(others)].join('\n')
  return { text, complete: isComplete && [...texts].every(([host, whole]) => bounded.get(host) === whole) }
}

function hostLine(hosts: readonly string[], text: string): string {
  return text.includes('\n') ? hostBlock(hostsText(hosts), text) : `${hostsText(hosts)}: ${text}`
}

/** A text below the names of its hosts. */
export function hostBlock(names: string, text: string): string {
  return `${names}:\n${text.replace(/^/gm, '  ')}`
}

/** The first line of what is not told in full, and on how many hosts; hosts whose first lines are alike together. */
function summaries(others: readonly AlikeText[]): string[] {
  if (others.length === 0) return []
  const firstLines = others.flatMap(({ hosts, alike }) =>
    hosts.map((host) => [host, shortLine(alike.split('\n', 1).join(''), longestFirstLine)] as const),
  )
  const groups = groupAlike(new Map(firstLines)).sort((a, b) => b.hosts.length - a.hosts.length)
  const left = groups.slice(mostSummaries).flatMap(({ hosts }) => hosts)
  const rest = left.length === 0 ? [] : [`  ${hostsText(left)}: and more`]
  return [
    `not shown in full, on ${firstLines.length} hosts:`,
    ...groups.slice(0, mostSummaries).map(({ hosts, value }) => `  ${hostsText(hosts)}: ${value}`),
    ...rest,
  ]
}
