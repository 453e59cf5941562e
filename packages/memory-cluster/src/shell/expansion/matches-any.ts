import { matches } from '../../expressions/pattern.js'
import type { Expansion } from '../context/running-shell.js'
import type { Word } from '../syntax/syntax.js'
import { expandPattern } from './expand.js'

/** Whether a text matches one of the patterns, asked in order. */
export async function matchesAny(text: string, patterns: readonly Word[], shell: Expansion): Promise<boolean> {
  for (const pattern of patterns) if (matches(await expandPattern(pattern, shell), text)) return true
  return false
}
