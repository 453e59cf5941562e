import { SyntaxTrouble } from '../../expressions/syntax-trouble.js'
import { Parser } from './parser.js'
import { Source } from './source.js'
import type { List } from './syntax.js'

/** Programs that were read before: hosts run the same few again and again. */
const known = new Map<string, List>()
const knownLimit = 200

/** Reads a whole shell program. Throws {@link SyntaxTrouble} for what the shell in memory does not know. */
export function parseShell(text: string): List {
  const before = known.get(text)
  if (before !== undefined) return before
  const list = parse(text)
  if (known.size >= knownLimit) known.clear()
  known.set(text, list)
  return list
}

function parse(text: string): List {
  const source = new Source(text)
  try {
    const list = new Parser(source).list([])
    if (!source.done) throw new SyntaxTrouble(`unexpected ${JSON.stringify(source.rest(20))}`)
    return list
  } catch (error) {
    if (error instanceof SyntaxTrouble) throw new SyntaxTrouble(`line ${source.line}: syntax error: ${error.message}`)
    throw error
  }
}
