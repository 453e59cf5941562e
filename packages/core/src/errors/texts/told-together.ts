import type { PartedText } from './own-parts.js'

/** A text that tells of many hosts at once. */
export interface TextOfMany {
  /** Has `<name>` in the place of a named part that is not the same on all hosts. */
  readonly text: string
  /** The parts that the text names: what they are on each host. */
  readonly varying: ReadonlyMap<string, ReadonlyMap<string, string>>
}

/** One text for hosts whose texts have the same shape: `…` for ids that differ, of times the first and the last. */
export function toldTogether(texts: readonly PartedText[]): TextOfMany {
  const varying = new Map<string, ReadonlyMap<string, string>>()
  const constant = texts[0]?.constant ?? []
  const pieces = constant.map((piece, index) => {
    if (index === 0) return piece
    const values = new Map(texts.map(({ host, own }) => [host, own[index - 1]?.text ?? '']))
    const name = texts[0]?.own[index - 1]?.name ?? null
    if (name === null || !differs(values)) return `${common([...values.values()])}${piece}`
    // Whose name is its address needs no second telling.
    if ([...values].every(([host, value]) => host === value)) return `…${piece}`
    varying.set(name, values)
    return `<${name}>${piece}`
  })
  return { text: pieces.join(''), varying }
}

function differs(values: ReadonlyMap<string, string>): boolean {
  return new Set(values.values()).size > 1
}

/** What stands for a part that is of one host in the text of many. */
function common(values: readonly string[]): string {
  const [first = '', ...others] = [...new Set(values)]
  if (others.length === 0) return first
  const measures = [first, ...others].map(measureOf)
  if (measures.some((measure) => measure === null)) return '…'
  const sorted = [first, ...others].sort((a, b) => (measureOf(a) ?? 0) - (measureOf(b) ?? 0))
  return `${sorted[0]} to ${sorted.at(-1)}`
}

/** Milliseconds of a point in time or a duration; null for an id or a name. */
function measureOf(part: string): number | null {
  const [, length, unit] = /^(\d+(?:\.\d+)?) (ms|s)$/.exec(part) ?? []
  if (length !== undefined) return Number(length) * (unit === 's' ? 1000 : 1)
  return /^\d{4}-\d\d-\d\dT/.test(part) ? Date.parse(part) : null
}
