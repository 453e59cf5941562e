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
  const texts = word.flatMap((part) => (part.kind === 'text' ? [part] : []))
  if (texts.length < word.length) return null
  const text = texts.map((part) => part.text).join('')
  const [first] = texts
  const isHome = first?.quoted === false && first.text.startsWith('~')
  const isNothing = text === '' && !texts.some(({ quoted }) => quoted)
  return isHome || isNothing || isPatternOf(texts) ? null : text
}

/** What is quoted stands for itself, and is the longest part of most words: it is not looked at in vain. */
function isPatternOf(texts: readonly { readonly text: string; readonly quoted: boolean }[]): boolean {
  if (!texts.some(({ text, quoted }) => !quoted && /[*?[]/.test(text))) return false
  return isPattern(texts.map(({ text, quoted }) => (quoted ? quotedPattern(text) : text)).join(''))
}
