import type { ConfigNode, Directive } from './config-node.js'
import { criteriaOf } from './match-criteria.js'
import { type ConfigLine, splitLine, splitWords } from './split-line.js'
import { SshConfigError } from './ssh-config-error.js'

/** An `Include` line. */
export interface Include {
  /** Paths and patterns of paths. */
  readonly words: readonly string[]
  /** `file:line`. */
  readonly origin: string
}

/** Gives the nodes to stand in the place of an `Include` line. */
export type IncludeFiles = (include: Include) => readonly ConfigNode[]

/**
 * The nodes of one file. Throws {@link SshConfigError} for a `Host`, `Match` or `Include` line that cannot be read, or
 * that a keyword with odd characters may have been meant for, since nobody knows then which hosts the other lines are
 * about. Other lines are an error where they are asked for.
 */
export function parseSshConfig(text: string, file: string, includeFiles: IncludeFiles): readonly ConfigNode[] {
  const top: ConfigNode[] = []
  let nodes = top
  const lines = text.replace(/^\uFEFF/, '').split('\n')
  for (const [index, line] of lines.entries()) {
    const split = splitLine(line)
    if (split === undefined) continue
    const { keyword } = split
    const origin = `${file}:${index + 1}`
    const words = () => wordsOf(split, file, index + 1)
    if (keyword === 'host') {
      nodes = []
      top.push({ kind: 'host', patterns: words(), nodes })
    } else if (keyword === 'match') {
      nodes = []
      top.push({ kind: 'match', criteria: criteriaOf(words(), origin), origin, nodes })
    } else if (keyword === 'include') {
      for (const node of includeFiles({ words: words(), origin })) nodes.push(node)
    } else if (/[^\x21-\x7e]/.test(keyword)) {
      // A no-break space behind `Host`, as pasted from a page, would give what is for some hosts to all.
      throw unreadable(file, `line ${index + 1} has the keyword ${JSON.stringify(keyword)}`)
    } else {
      const directive: Directive = { kind: 'directive', ...split, words: splitWords(split.text), origin }
      nodes.push(directive)
    }
  }
  return top
}

function wordsOf({ keyword, text }: ConfigLine, file: string, line: number): readonly string[] {
  const words = splitWords(text)
  const mayBeEmpty = keyword === 'match'
  if (words !== undefined && words.length > 0 && (mayBeEmpty || !words.includes(''))) return words
  const reason = words === undefined ? 'a quote that is never closed' : 'a keyword without a value'
  throw unreadable(file, `line ${line} has ${reason}`)
}

function unreadable(file: string, reason: string): SshConfigError {
  return new SshConfigError(
    `${file} cannot be read as an ssh_config: ${reason}`,
    'Correct it; the option -G of ssh shows what ssh itself makes of it.',
  )
}
