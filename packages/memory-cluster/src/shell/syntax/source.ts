import { SyntaxTrouble } from '../../expressions/syntax-trouble.js'

/** The text of a shell program, and how far it was read. */
export class Source {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  get done(): boolean {
    return this.#at >= this.#text.length
  }

  /** The line that is being read, from 1. */
  get line(): number {
    return this.#text.slice(0, this.#at).split('\n').length
  }

  peek(): string {
    return this.#text.charAt(this.#at)
  }

  rest(length: number): string {
    return this.#text.slice(this.#at, this.#at + length)
  }

  take(): string {
    const next = this.peek()
    this.#at += 1
    return next
  }

  skip(words: string): boolean {
    if (!this.#text.startsWith(words, this.#at)) return false
    this.#at += words.length
    return true
  }

  expect(words: string): void {
    if (!this.skip(words)) throw new SyntaxTrouble(`expected ${words} near ${JSON.stringify(this.rest(20))}`)
  }

  /** What to throw for words of bash that would mean something else if they were read as those of sh. */
  unknown(words: string): SyntaxTrouble {
    return new SyntaxTrouble(`${words} is not known to the shell in memory`)
  }

  /** Takes what matches here; the pattern begins with `^`. Null if nothing does. */
  match(pattern: RegExp): string | null {
    const [found] = pattern.exec(this.#text.slice(this.#at, this.#at + 4096)) ?? []
    if (found === undefined) return null
    this.#at += found.length
    return found
  }

  /** Takes what is before the mark, and the mark. */
  until(mark: string): string {
    const end = this.#text.indexOf(mark, this.#at)
    if (end === -1) throw new SyntaxTrouble(`expected ${mark}, and the text ended`)
    const taken = this.#text.slice(this.#at, end)
    this.#at = end + mark.length
    return taken
  }

  /** Takes the rest of the line, and its end. */
  takeLine(): string {
    const end = this.#text.indexOf('\n', this.#at)
    const line = this.#text.slice(this.#at, end === -1 ? undefined : end)
    this.#at = end === -1 ? this.#text.length : end + 1
    return line
  }
}
