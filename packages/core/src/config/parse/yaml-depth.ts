import type { CST } from 'yaml'
import { deepestLevel } from './document.js'

/**
 * Where the first map or list begins that is deeper than a text may have it; undefined where none is. To be asked
 * before nodes are made of the tokens: that, too, calls itself for each level.
 */
export function offsetOfTooDeep(tokens: readonly CST.Token[]): number | undefined {
  const left: { readonly token: CST.Token; readonly level: number }[] = []
  const add = (token: CST.Token | null | undefined, level: number): void => {
    if (token != null) left.push({ token, level })
  }
  for (const token of tokens) if (token.type === 'document') add(token.value, 0)
  let first: number | undefined
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { token, level } = next
    if (!('items' in token)) continue
    if (level === deepestLevel) {
      first = Math.min(first ?? token.offset, token.offset)
      continue
    }
    for (const { key, value } of token.items) {
      add(key, level + 1)
      add(value, level + 1)
    }
  }
  return first
}
