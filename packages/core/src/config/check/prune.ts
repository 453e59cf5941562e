import type { Finding } from '../model/findings.js'
import type { ConfigPath } from '../model/path.js'

/**
 * A copy of a value without the keys and values that findings are about, so that later rules can check the rest, and
 * all problems be reported at once. List items become undefined, so that the positions of the others stay.
 */
export function prune(value: unknown, findings: readonly Finding[], path: ConfigPath = []): unknown {
  const below = findings.filter((finding) => path.every((step, index) => finding.path[index] === step))
  if (below.length === 0) return value
  if (below.some((finding) => finding.path.length === path.length)) return undefined
  if (Array.isArray(value)) return value.map((item: unknown, index) => prune(item, below, [...path, index]))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, item]): [string, unknown] => [
    key,
    prune(item, below, [...path, key]),
  ])
  return Object.fromEntries(entries.filter(([, item]) => item !== undefined))
}
