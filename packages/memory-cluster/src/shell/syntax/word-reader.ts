import { SyntaxTrouble } from '../../expressions/syntax-trouble.js'
import type { Source } from './source.js'
import type { List, Parameter, Word, WordPart } from './syntax.js'

/** Characters that are themselves and end nothing, whatever is read. */
const plain = /^[\w./%=:,+@-]+/

/** Reads words: quotes, parameters, substitutions. */
export class WordReader {
  readonly #source: Source
  readonly #list: (end: ')' | '`') => List

  constructor(source: Source, list: (end: ')' | '`') => List) {
    this.#source = source
    this.#list = list
  }

  /** A word up to a character that ends it; null if there is none. */
  word(ends: RegExp = /[\s;&|<>()]/): Word | null {
    const parts = this.#parts((next) => ends.test(next), false)
    return parts.length === 0 ? null : parts
  }

  /**
   * What stands between double quotes, or in a here-document: everything but `$`, backquotes and backslashes is itself.
   */
  quotedUntil(end: (next: string) => boolean): Word {
    return this.#parts(end, true)
  }

  #parts(ends: (next: string) => boolean, quoted: boolean): Word {
    const source = this.#source
    const parts: WordPart[] = []
    const text = (value: string, isQuoted: boolean): void => {
      const last = parts.at(-1)
      if (last?.kind === 'text' && last.quoted === isQuoted)
        parts[parts.length - 1] = { ...last, text: last.text + value }
      else parts.push({ kind: 'text', text: value, quoted: isQuoted })
    }
    while (!source.done && !ends(source.peek())) {
      const next = source.take()
      if (next === '\\') {
        const after = source.take()
        if (after === '\n') continue
        if (quoted && !'$`"\\'.includes(after)) text('\\', true)
        text(after, true)
      } else if (next === "'" && !quoted) {
        text(source.until("'"), true)
      } else if (next === '"' && (!quoted || !ends('"'))) {
        const inner = this.quotedUntil((character) => character === '"')
        source.expect('"')
        text('', true)
        parts.push(...inner)
      } else if (next === '`') {
        parts.push({ kind: 'command', quoted, body: this.#list('`') })
      } else if (next === '$') {
        const part = this.#dollar(quoted)
        if (part === null) text('$', quoted)
        else parts.push(...part)
      } else text(next + (source.match(plain) ?? ''), quoted)
    }
    return parts
  }

  #dollar(quoted: boolean): WordPart[] | null {
    const source = this.#source
    if (source.skip('((')) {
      return [{ kind: 'arithmetic', quoted, expression: this.#arithmetic() }]
    }
    if (source.skip('(')) return [{ kind: 'command', quoted, body: this.#list(')') }]
    if (source.rest(1) === "'" && !quoted) throw source.unknown("$'")
    if (source.skip('{')) return [{ kind: 'parameter', quoted, parameter: this.#braced() }]
    const name = source.match(/^(?:[A-Za-z_]\w*|[0-9@*#?$!-])/)
    return name === null
      ? null
      : [{ kind: 'parameter', quoted, parameter: { name, length: false, operator: '', argument: [] } }]
  }

  /** What stands between `((` and `))`. */
  #arithmetic(): Word {
    let depth = 0
    const expression = this.quotedUntil((next) => {
      if (next === '(') depth += 1
      if (next === ')') depth -= 1
      return depth < 0
    })
    this.#source.expect('))')
    return expression
  }

  #braced(): Parameter {
    const source = this.#source
    const length = /^#[A-Za-z_0-9@*]/.test(source.rest(2)) && source.skip('#')
    const name = source.match(/^(?:[A-Za-z_]\w*|\d+|[@*#?$!-])/)
    if (name === null) throw new SyntaxTrouble(`bad substitution near ${source.rest(10)}`)
    const operator = source.match(/^(?::?[-=+?]|##?|%%?)/) ?? ''
    if (operator === '' && /^[:/^,[]/.test(source.rest(1))) throw source.unknown(`\${${name}${source.rest(1)}`)
    const argument = this.#parts((next) => next === '}', false)
    source.expect('}')
    return { name, length, operator, argument }
  }
}
