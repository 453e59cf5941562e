import type { MemoryFiles } from '../os/file-system.js'
import { absolutePath } from '../os/path.js'
import { matches } from './pattern.js'
import { SyntaxTrouble } from './syntax.js'

/** How `test` and `[[` differ from each other, and what both look at. */
export interface TestContext {
  readonly files: MemoryFiles
  readonly cwd: string
  /** Whether the right side of `==` is a pattern, as in `[[`. */
  readonly patterns: boolean
}

/** What a test says of its words. Throws {@link SyntaxTrouble}. */
export function testExpression(words: readonly string[], context: TestContext): boolean {
  const reader = new TestReader(words, context)
  return words.length > 0 && reader.whole()
}

class TestReader {
  readonly #words: readonly string[]
  readonly #context: TestContext
  #at = 0

  constructor(words: readonly string[], context: TestContext) {
    this.#words = words
    this.#context = context
  }

  whole(): boolean {
    const value = this.#or()
    if (this.#at < this.#words.length) throw new SyntaxTrouble(`test: unexpected ${this.#words[this.#at]}`)
    return value
  }

  #or(): boolean {
    let value = this.#and()
    while (this.#skip('||', '-o')) value = this.#and() || value
    return value
  }

  #and(): boolean {
    let value = this.#not()
    while (this.#skip('&&', '-a')) value = this.#not() && value
    return value
  }

  #not(): boolean {
    const left = this.#words.length - this.#at
    if (left > 1 && this.#skip('!')) return !this.#not()
    const [first = '', operator = '', second = ''] = this.#words.slice(this.#at)
    if (left > 2 && binary.has(operator)) {
      this.#at += 3
      return this.#compare(first, operator, second)
    }
    if (left > 1 && /^-[a-zA-Z]$/.test(first)) {
      this.#at += 2
      return this.#unary(first, operator)
    }
    if (left > 2 && this.#skip('(')) {
      const value = this.#or()
      if (!this.#skip(')')) throw new SyntaxTrouble('test: expected )')
      return value
    }
    this.#at += 1
    return first !== ''
  }

  #unary(operator: string, word: string): boolean {
    const { files, cwd } = this.#context
    const file = files.get(absolutePath(cwd, word))
    switch (operator) {
      case '-n':
        return word !== ''
      case '-z':
        return word === ''
      case '-e':
        return word !== '' && file !== null
      case '-f':
        return file?.kind === 'file'
      case '-d':
        return file?.kind === 'folder'
      case '-c':
      case '-b':
        return operator === '-c' && file?.kind === 'device'
      case '-s':
        return file?.kind === 'file' && file.content.length > 0
      case '-r':
      case '-w':
      case '-O':
        return file !== null
      case '-x':
        return file !== null && (file.mode & 0o111) !== 0
      case '-h':
      case '-L':
        return files.entry(absolutePath(cwd, word))?.kind === 'link'
      case '-p':
      case '-S':
      case '-t':
        return false
      default:
        throw new SyntaxTrouble(`test: ${operator}: unknown operator`)
    }
  }

  #compare(left: string, operator: string, right: string): boolean {
    const equal = this.#context.patterns ? matches(right, left) : left === right
    switch (operator) {
      case '=':
      case '==':
        return equal
      case '!=':
        return !equal
      case '=~':
        return new RegExp(right.replace(/\\(.)/gs, '$1'), 'u').test(left)
      case '<':
        return left < right
      case '>':
        return left > right
      default:
        return numeric(operator, integer(left), integer(right))
    }
  }

  #skip(...words: readonly string[]): boolean {
    if (!words.includes(this.#words[this.#at] ?? '')) return false
    this.#at += 1
    return true
  }
}

const binary = new Set(['=', '==', '!=', '=~', '<', '>', '-eq', '-ne', '-lt', '-le', '-gt', '-ge'])

function integer(word: string): number {
  if (!/^\s*[-+]?\d+\s*$/.test(word)) throw new SyntaxTrouble(`test: ${word}: integer expected`)
  return Number(word)
}

function numeric(operator: string, left: number, right: number): boolean {
  switch (operator) {
    case '-eq':
      return left === right
    case '-ne':
      return left !== right
    case '-lt':
      return left < right
    case '-le':
      return left <= right
    case '-gt':
      return left > right
    default:
      return left >= right
  }
}
