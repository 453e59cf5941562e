import { SyntaxTrouble } from '../../expressions/syntax-trouble.js'
import { Parser } from './parser.js'
import { Source } from './source.js'
import type { List } from './syntax.js'

/** Programs that were read before: hosts run the same few again and again. */
const known = new Map<string, List>()
const knownLimit = 200

/** Reads a whole shell program. Throws {@link SyntaxTrouble} for what the shell in memory does not know. */
export function parseShell(text: string): List {
  const list = known.get(text) ?? parse(text)
  // What was not read for the longest time goes first: lines of one command go by, programs come again.
  known.delete(text)
  known.set(text, list)
  const [oldest] = known.keys()
  if (known.size > knownLimit && oldest !== undefined) known.delete(oldest)
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
