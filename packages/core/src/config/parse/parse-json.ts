import type { ConfigPath } from '../model/path.js'
import { NodePositions, type ParsedDocument, positionsIn, type SyntaxProblem } from './document.js'

/**
 * Reads JSON with comments (from `//` to the end of the line, or between slashes with stars) and with a comma after the
 * last member, and records where each key and value stands. `JSON.parse` gives neither positions nor a word about
 * duplicate keys, and its messages differ between versions of Node. Keys given twice and `#` comments are problems that
 * reading goes on after, so that all such problems are found; other mistakes end it.
 */
export function parseJson(text: string): ParsedDocument {
  return new JsonReader(text).read()
}

class Unreadable extends Error {}

const literals = new Map<string, unknown>([
  ['true', true],
  ['false', false],
  ['null', null],
])

class JsonReader {
  readonly #text: string
  readonly #position: ReturnType<typeof positionsIn>
  readonly #problems: SyntaxProblem[] = []
  readonly #nodePositions = new NodePositions()
  #offset = 0

  constructor(text: string) {
    this.#text = text
    this.#position = positionsIn(text)
  }

  read(): ParsedDocument {
    let value: unknown
    try {
      if (this.#text.startsWith('\uFEFF')) this.#offset = 1
      this.#skipSpace([])
      if (this.#next() === '') this.#fail('the file is empty; expected a JSON object', [])
      const result = this.#value([])
      this.#skipSpace([])
      if (this.#next() !== '') this.#fail(`unexpected ${this.#seen} after the end of the value; remove it`, [])
      value = result
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error
    }
    return { value, problems: this.#problems, nodePositions: this.#nodePositions }
  }

  #next(): string {
    return this.#text.charAt(this.#offset)
  }

  get #seen(): string {
    const [character] = this.#text.slice(this.#offset)
    return character === undefined ? 'end of file' : character === '\n' ? 'end of line' : JSON.stringify(character)
  }

  #value(path: ConfigPath, key?: number): unknown {
    const start = this.#offset
    const value = this.#anyValue(path)
    const numberText = typeof value === 'number' ? this.#text.slice(start, this.#offset) : undefined
    this.#nodePositions.add(path, {
      value: this.#position(start),
      ...(key === undefined ? {} : { key: this.#position(key) }),
      ...(numberText === undefined || numberText === String(value) ? {} : { numberText }),
    })
    return value
  }

  #anyValue(path: ConfigPath): unknown {
    if (this.#next() === '{') return this.#object(path)
    if (this.#next() === '[') return this.#array(path)
    if (this.#next() === '"') return this.#string(path)
    if (this.#next() === "'") this.#fail('single quotes are not allowed in JSON; write double quotes', path)
    const word = /^[A-Za-z0-9_.+-]+/.exec(this.#text.slice(this.#offset, this.#offset + 400))?.[0]
    if (word === undefined) this.#fail(`unexpected ${this.#seen}; expected a value`, path)
    const literal = literals.has(word) ? literals.get(word) : this.#number(word, path)
    this.#offset += word.length
    return literal
  }

  #number(word: string, path: ConfigPath): number {
    if (!/^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/.test(word)) {
      this.#fail(`${word} is not a JSON value; put text in double quotes`, path)
    }
    return Number(word)
  }

  #string(path: ConfigPath): string {
    const match = /"(?:[^"\\\n]|\\.)*"/y
    match.lastIndex = this.#offset
    const token = match.exec(this.#text)?.[0]
    if (token === undefined) this.#fail('this text has no closing double quote on its line; add it', path)
    try {
      const value: unknown = JSON.parse(token)
      this.#offset += token.length
      return String(value)
    } catch {
      this.#fail('this text has a control character or an escape that JSON does not know; write \\n, \\t or \\\\', path)
    }
  }

  #object(path: ConfigPath): unknown {
    const entries = new Map<string, unknown>()
    const lines = new Map<string, number>()
    this.#list('}', path, () => {
      const start = this.#offset
      if (this.#next() !== '"') this.#fail(`unexpected ${this.#seen}; expected a key in double quotes`, path)
      const key = this.#string(path)
      this.#skipSpace(path)
      if (this.#next() !== ':') this.#fail(`unexpected ${this.#seen}; expected ":" after the key "${key}"`, path)
      this.#offset += 1
      this.#skipSpace(path)
      const before = lines.get(key)
      if (before !== undefined) {
        this.#report(start, `is given twice, first on line ${before}; keep one of the two`, [...path, key])
      }
      lines.set(key, before ?? this.#position(start).line)
      entries.set(key, this.#value([...path, key], start))
    })
    return Object.fromEntries(entries)
  }

  #array(path: ConfigPath): unknown[] {
    const items: unknown[] = []
    this.#list(']', path, () => items.push(this.#value([...path, items.length])))
    return items
  }

  /** Reads `item, item`, and maybe one comma more, up to the closing bracket. */
  #list(close: '}' | ']', path: ConfigPath, item: () => void): void {
    this.#offset += 1
    this.#skipSpace(path)
    while (this.#next() !== close) {
      item()
      this.#skipSpace(path)
      if (this.#next() === ',') this.#offset += 1
      else if (this.#next() !== close) this.#fail(`unexpected ${this.#seen}; expected "," or "${close}"`, path)
      this.#skipSpace(path)
    }
    this.#offset += 1
  }

  #skipSpace(path: ConfigPath): void {
    const pattern = /[ \t\r\n]+|\/\/[^\n]*|\/\*[\s\S]*?\*\/|#[^\n]*/y
    for (;;) {
      pattern.lastIndex = this.#offset
      const skipped = pattern.exec(this.#text)?.[0]
      if (skipped === undefined) {
        if (this.#text.startsWith('/*', this.#offset)) this.#fail('this comment has no end; close it with "*/"', path)
        return
      }
      if (skipped.startsWith('#')) this.#report(this.#offset, 'comments in JSON begin with "//", not with "#"', path)
      this.#offset += skipped.length
    }
  }

  #report(offset: number, message: string, path: ConfigPath): void {
    this.#problems.push({ position: this.#position(offset), path, message })
  }

  #fail(message: string, path: ConfigPath): never {
    this.#report(this.#offset, message, path)
    throw new Unreadable()
  }
}
