import type { ConfigPath } from '../model/path.js'
import {
  deepestLevel,
  moreProblems,
  mostSyntaxProblems,
  type ParsedDocument,
  positionsIn,
  type SyntaxProblem,
  tooDeep,
} from './document.js'
import { type JsonMember, type JsonNode, JsonNodePositions } from './json-node-positions.js'

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

/** A value, and where its parts stand. */
interface Valued {
  readonly value: unknown
  readonly node: JsonNode
}

const literals = new Map<string, unknown>([
  ['true', true],
  ['false', false],
  ['null', null],
])

class JsonReader {
  readonly #text: string
  readonly #position: ReturnType<typeof positionsIn>
  readonly #problems: SyntaxProblem[] = []
  #root: JsonNode | undefined
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
      const { value: result, node } = this.#value([])
      this.#root = node
      this.#skipSpace([])
      if (this.#next() !== '') this.#fail(`unexpected ${this.#seen} after the end of the value; remove it`, [])
      value = result
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error
    }
    return {
      value,
      problems: this.#problems,
      nodePositions: new JsonNodePositions(this.#text, this.#position, this.#root),
    }
  }

  #next(): string {
    return this.#text.charAt(this.#offset)
  }

  get #seen(): string {
    const [character] = this.#text.slice(this.#offset)
    return character === undefined ? 'end of file' : character === '\n' ? 'end of line' : JSON.stringify(character)
  }

  #value(path: ConfigPath): Valued {
    const at = this.#offset
    const character = this.#next()
    if (character === '{' || character === '[') {
      if (path.length === deepestLevel) this.#fail(tooDeep, path)
      return character === '{' ? this.#object(path) : this.#array(path)
    }
    if (character === '"') return { value: this.#string(path), node: at }
    if (character === "'") this.#fail('single quotes are not allowed in JSON; write double quotes', path)
    const word = /^[A-Za-z0-9_.+-]+/.exec(this.#text.slice(this.#offset, this.#offset + 400))?.[0]
    if (word === undefined) this.#fail(`unexpected ${this.#seen}; expected a value`, path)
    const literal = literals.has(word) ? literals.get(word) : this.#number(word, path)
    this.#offset += word.length
    return { value: literal, node: at }
  }

  #number(word: string, path: ConfigPath): number {
    if (!/^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/.test(word)) {
      this.#fail(`${word} is not a JSON value; put text in double quotes`, path)
    }
    const number = Number(word)
    if (!Number.isFinite(number))
      this.#fail(`${word} is larger than any number can be; put text in double quotes`, path)
    return number
  }

  #string(path: ConfigPath): string {
    const end = this.#endOfString()
    if (end === -1) this.#fail('this text has no closing double quote on its line; add it', path)
    const token = this.#text.slice(this.#offset, end)
    try {
      const value: unknown = JSON.parse(token)
      this.#offset += token.length
      return String(value)
    } catch {
      this.#fail('this text has a control character or an escape that JSON does not know; write \\n, \\t or \\\\', path)
    }
  }

  /** Where the text that begins here has ended, behind its closing quote; -1 where it has no end on its line. */
  #endOfString(): number {
    const mark = /["\\\n]/g
    for (mark.lastIndex = this.#offset + 1; ; ) {
      const found = mark.exec(this.#text)
      if (found === null || found[0] === '\n') return -1
      if (found[0] === '"') return mark.lastIndex
      if (this.#text[mark.lastIndex] === '\n') return -1
      mark.lastIndex += 1
    }
  }

  #object(path: ConfigPath): Valued {
    const entries = new Map<string, unknown>()
    const node = { at: this.#offset, members: new Map<string, JsonMember>() }
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
      const member = this.#value([...path, key])
      entries.set(key, member.value)
      node.members.set(key, { key: start, node: member.node })
    })
    return { value: Object.fromEntries(entries), node }
  }

  #array(path: ConfigPath): Valued {
    const items: unknown[] = []
    const node = { at: this.#offset, items: [] as JsonNode[] }
    this.#list(']', path, () => {
      const item = this.#value([...path, items.length])
      items.push(item.value)
      node.items.push(item.node)
    })
    return { value: items, node }
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
    if (this.#problems.length === mostSyntaxProblems) this.#fail(moreProblems, [])
  }

  #fail(message: string, path: ConfigPath): never {
    this.#problems.push({ position: this.#position(this.#offset), path, message })
    throw new Unreadable()
  }
}
