import type { MemoryFiles } from '../os/files/memory-files.js'
import { absolutePath } from '../os/files/path.js'
import { matches } from './pattern.js'
import { SyntaxTrouble } from './syntax-trouble.js'

/** How `test` and `[[` differ from each other, and what both look at. */
export interface TestContext {
  readonly files: MemoryFiles
  readonly cwd: string
  /** Whether it is `[[`: the right side of `==` is a pattern, and there are `&&` and `||`. */
  readonly patterns: boolean
}

/** What a test says of its words. Throws {@link SyntaxTrouble}. */
export function testExpression(words: readonly string[], context: TestContext): boolean {
  return words.length > 0 && new TestReader(words, context).whole()
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
    while (this.#skip('||')) value = this.#and() || value
    return value
  }

  #and(): boolean {
    let value = this.#not()
    while (this.#skip('&&')) value = this.#not() && value
    return value
  }

  #not(): boolean {
    const [first = '', second = '', third] = this.#words.slice(this.#at)
    const left = this.#words.length - this.#at
    if (left > 1 && first === '!') {
      this.#at += 1
      return !this.#not()
    }
    if (third !== undefined && comparisons.has(second)) {
      this.#at += 3
      return this.#compare(first, second, third)
    }
    if (left > 1 && /^-[a-zA-Z]$/.test(first)) {
      this.#at += 2
      return this.#unary(first, second)
    }
    this.#at += 1
    return first !== ''
  }

  #unary(operator: string, word: string): boolean {
    if (operator === '-n') return word !== ''
    if (operator === '-z') return word === ''
    const { files, cwd } = this.#context
    const path = absolutePath(cwd, word)
    const file = word === '' ? null : files.get(path)
    switch (operator) {
      case '-e':
      case '-r':
      case '-O':
        return file !== null
      case '-f':
        return file?.kind === 'file'
      case '-d':
        return file?.kind === 'folder'
      case '-c':
        return file?.kind === 'device'
      case '-b':
        return false
      case '-s':
        return file?.kind === 'file' && file.content.length > 0
      case '-x':
        return file !== null && (file.mode & 0o111) !== 0
      case '-L':
        return files.entry(path)?.kind === 'link'
      default:
        throw new SyntaxTrouble(`test: ${operator}: unknown operator`)
    }
  }

  #compare(left: string, operator: string, right: string): boolean {
    const compareNumbers = numeric[operator]
    if (compareNumbers !== undefined) return compareNumbers(integer(left), integer(right))
    const equal = this.#context.patterns ? matches(right, left) : left === right
    return equal === (operator !== '!=')
  }

  #skip(word: string): boolean {
    if (!this.#context.patterns || this.#words[this.#at] !== word) return false
    this.#at += 1
    return true
  }
}

const numeric: Readonly<Record<string, (left: number, right: number) => boolean>> = {
  '-eq': (left, right) => left === right,
  '-ne': (left, right) => left !== right,
  '-lt': (left, right) => left < right,
  '-le': (left, right) => left <= right,
  '-gt': (left, right) => left > right,
  '-ge': (left, right) => left >= right,
}

const comparisons: ReadonlySet<string> = new Set(['=', '==', '!=', ...Object.keys(numeric)])

function integer(word: string): number {
  if (!/^\s*[-+]?\d+\s*$/.test(word)) throw new SyntaxTrouble(`test: ${word}: integer expected`)
  return Number(word)
}
