import { type Document, isAlias, isMap, isPair, isScalar, isSeq } from 'yaml'
import type { ConfigPath } from '../model/path.js'
import type { NodePositions, Position, SyntaxProblem } from './document.js'

/**
 * Records where each node of a YAML document stands, through aliases and merge keys. Finds keys given twice, and
 * aliases that contain themselves, whose value would have no end.
 */
export function recordNodePositions(
  document: Document.Parsed,
  nodePositions: NodePositions,
  position: (offset: number) => Position,
): { readonly problems: readonly SyntaxProblem[]; readonly cyclic: boolean } {
  const problems: SyntaxProblem[] = []
  let cyclic = false

  const visit = (node: unknown, path: ConfigPath, key: number | undefined, around: readonly unknown[]): void => {
    const target = isAlias(node) ? node.resolve(document) : node
    const start = position(offsetOf(node) ?? key ?? 0)
    if (target !== undefined && around.includes(target)) {
      problems.push({ position: start, path, message: 'this alias contains itself; write the value out' })
      cyclic = true
      return
    }
    // A map's own keys come before the keys that the map merges in.
    if (nodePositions.get(path) === undefined) {
      const numberText = rewrittenNumber(target)
      nodePositions.add(path, {
        value: start,
        ...(key === undefined ? {} : { key: position(key) }),
        ...(numberText === undefined ? {} : { numberText }),
      })
    }
    const inside = [...around, target]
    if (isMap(target)) visitMap(target.items, path, inside)
    if (isSeq(target)) {
      for (const [index, item] of target.items.entries()) visit(item, [...path, index], undefined, inside)
    }
  }

  const visitMap = (pairs: readonly unknown[], path: ConfigPath, inside: readonly unknown[]): void => {
    const lines = new Map<string, number>()
    const merged: unknown[] = []
    for (const pair of pairs) {
      if (!isPair(pair)) continue
      const key = isScalar(pair.key) ? pair.key.value : pair.key
      if (typeof key === 'symbol' || key === '<<') {
        merged.push(pair.value)
        continue
      }
      const name = String(key)
      const start = offsetOf(pair.key) ?? 0
      const before = lines.get(name)
      if (before !== undefined) {
        const message = `is given twice, first on line ${before}; keep one of the two`
        problems.push({ position: position(start), path: [...path, name], message })
      }
      lines.set(name, before ?? position(start).line)
      visit(pair.value, [...path, name], start, inside)
    }
    for (const value of merged) {
      const target = isAlias(value) ? value.resolve(document) : value
      for (const map of isSeq(target) ? target.items : [target]) visit(map, path, undefined, inside)
    }
  }

  visit(document.contents, [], undefined, [])
  return { problems, cyclic }
}

/** The text of a number whose value prints otherwise. */
function rewrittenNumber(node: unknown): string | undefined {
  if (!isScalar(node) || typeof node.value !== 'number') return undefined
  return node.source === String(node.value) ? undefined : node.source
}

function offsetOf(node: unknown): number | undefined {
  const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : undefined
  return Array.isArray(range) && typeof range[0] === 'number' ? range[0] : undefined
}
