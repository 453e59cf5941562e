import { type Document, isAlias, isMap, isPair, isScalar, isSeq, parseDocument, type YAMLError } from 'yaml'
import { type ParsedDocument, Placements, positionsIn, type SyntaxProblem } from './document.js'
import type { ConfigPath } from './path.js'

/** Reads one YAML document (1.2, with merge keys), and says of everything where it stands. */
export function parseYaml(text: string): ParsedDocument {
  const position = positionsIn(text)
  const document = parseDocument(text, { prettyErrors: false, merge: true, strict: true })
  const problems: SyntaxProblem[] = document.errors.map((error) => ({
    position: position(error.pos[0]),
    path: [],
    message: explain(error),
  }))
  const placements = new Placements()
  if (problems.length > 0) return { value: undefined, problems, placements }
  const cycle = place(document, placements, position)
  if (cycle !== undefined) return { value: undefined, problems: [cycle], placements }
  try {
    return { value: document.toJS(), problems, placements }
  } catch {
    const message = 'its aliases expand to too much; write the values out'
    return { value: undefined, problems: [{ position: position(0), path: [], message }], placements }
  }
}

function explain({ code, message }: YAMLError): string {
  if (code === 'DUPLICATE_KEY') return 'this key is given twice in its map; keep one of the two'
  if (code === 'MULTIPLE_DOCS') return 'a second document begins here; a cluster file is one document, remove the rest'
  if (code === 'TAB_AS_INDENT') return 'a tab is used as indentation; YAML wants spaces'
  return `not valid YAML: ${message.replace(/\s+/g, ' ').trim()}`
}

type PositionOf = ReturnType<typeof positionsIn>

/** Records where each node stands, through aliases and merge keys. Answers with the alias that contains itself, if one does. */
function place(document: Document.Parsed, placements: Placements, position: PositionOf): SyntaxProblem | undefined {
  let cycle: SyntaxProblem | undefined

  const visit = (node: unknown, path: ConfigPath, key: number | undefined, around: readonly unknown[]): void => {
    const target = isAlias(node) ? node.resolve(document) : node
    const start = offsetOf(node) ?? key ?? 0
    if (target !== undefined && around.includes(target)) {
      cycle ??= { position: position(start), path, message: 'this alias contains itself; write the value out' }
      return
    }
    // What a map says itself comes before what it merges in.
    if (placements.get(path) === undefined) {
      const text = isScalar(target) && typeof target.value === 'number' ? target.source : undefined
      placements.add(path, {
        value: position(start),
        ...(key === undefined ? {} : { key: position(key) }),
        ...(text === undefined || text === String(isScalar(target) && target.value) ? {} : { numberText: text }),
      })
    }
    const inside = [...around, target]
    if (isSeq(target)) {
      for (const [index, item] of target.items.entries()) visit(item, [...path, index], undefined, inside)
    } else if (isMap(target)) {
      visitMap(target.items, path, inside)
    }
  }

  const visitMap = (pairs: readonly unknown[], path: ConfigPath, inside: readonly unknown[]): void => {
    const merged: unknown[] = []
    for (const pair of pairs) {
      if (!isPair(pair)) continue
      const name = isScalar(pair.key) ? pair.key.value : pair.key
      if (typeof name === 'symbol' || name === '<<') merged.push(pair.value)
      else visit(pair.value, [...path, String(name)], offsetOf(pair.key), inside)
    }
    for (const value of merged) {
      const target = isAlias(value) ? value.resolve(document) : value
      const maps = isSeq(target) ? target.items : [target]
      for (const map of maps) visit(map, path, undefined, inside)
    }
  }

  visit(document.contents, [], undefined, [])
  return cycle
}

function offsetOf(node: unknown): number | undefined {
  const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : undefined
  return Array.isArray(range) && typeof range[0] === 'number' ? range[0] : undefined
}
