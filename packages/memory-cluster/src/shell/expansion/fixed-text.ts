import { isPattern, quotedPattern } from '../../expressions/pattern.js'
import type { Word } from '../syntax/syntax.js'

const known = new WeakMap<Word, string | null>()

/**
 * The text of a word that is one field and the same at every run, as most are; null for one that must be expanded. A
 * program's words are looked at once, as the same few programs are run again and again.
 */
export function fixedText(word: Word): string | null {
  const before = known.get(word)
  if (before !== undefined) return before
  const text = look(word)
  known.set(word, text)
  return text
}

function look(word: Word): string | null {
  let [text, pattern] = ['', '']
  for (const part of word) {
    if (part.kind !== 'text') return null
    text += part.text
    pattern += part.quoted ? quotedPattern(part.text) : part.text
  }
  const [first] = word
  const home = first?.kind === 'text' && !first.quoted && first.text.startsWith('~')
  const nothing = text === '' && !word.some(({ quoted }) => quoted)
  return home || nothing || isPattern(pattern) ? null : text
}
