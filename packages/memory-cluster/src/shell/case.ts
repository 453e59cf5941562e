import { type Expansion, expandPattern } from './expand.js'
import { matches } from './pattern.js'
import type { Word } from './syntax.js'

/** Whether a text matches one of the patterns, asked in order. */
export async function matchesAny(text: string, patterns: readonly Word[], shell: Expansion): Promise<boolean> {
  for (const pattern of patterns) if (matches(await expandPattern(pattern, shell), text)) return true
  return false
}

/** Whether what comes after this word in `[[` is a pattern. */
export function isSpecial(word: string | undefined): boolean {
  return word === '=' || word === '==' || word === '!=' || word === '=~'
}
