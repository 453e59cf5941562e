import { SyntaxTrouble } from '../../expressions/syntax-trouble.js'
import { Source } from './source.js'
import type { Redirection, Word } from './syntax.js'
import { WordReader } from './word-reader.js'

/** Reads what stands between and around words: blanks, reserved words, redirections and here-documents. */
export class TokenReader {
  readonly #source: Source
  readonly #words: WordReader
  #documents: {
    readonly end: string
    readonly quoted: boolean
    readonly tabs: boolean
    readonly fill: (body: Word) => void
  }[] = []

  constructor(source: Source, words: WordReader) {
    this.#source = source
    this.#words = words
  }

  redirections(): Redirection[] {
    const redirections: Redirection[] = []
    for (;;) {
      this.blank(false)
      const redirection = this.redirection()
      if (redirection === null) return redirections
      redirections.push(redirection)
    }
  }

  redirection(): Redirection | null {
    const found = this.#source.match(/^\d*(?:<<-?|<&|>&|>>|>\||<|>)/)
    if (found === null) return null
    const [, number = '', sign = ''] = /^(\d*)(.*)$/.exec(found) ?? []
    const operator = sign === '>|' ? '>' : sign === '<<-' ? '<<' : (sign as Redirection['operator'])
    const descriptor = number === '' ? (operator.startsWith('<') ? 0 : 1) : Number(number)
    const target = this.nextWord()
    if (target === null) throw new SyntaxTrouble(`expected a word after ${found}`)
    if (operator !== '<<') return { descriptor, operator, target }
    const end = target.map((part) => (part.kind === 'text' ? part.text : '')).join('')
    const body: { target: Word } = { target: [] }
    const quoted = target.some((part) => part.kind === 'text' && part.quoted)
    const fill = (text: Word): void => {
      body.target = text
    }
    this.#documents.push({ end, quoted, tabs: sign === '<<-', fill })
    return Object.assign(body, { descriptor, operator })
  }

  nextWord(): Word | null {
    this.blank(false)
    return this.#words.word()
  }

  /** Skips spaces and comments; ends of lines too, where they separate nothing. */
  blank(lines: boolean): void {
    const source = this.#source
    for (;;) {
      if (source.match(/^(?:[ \t]|\\\n)+/) !== null) continue
      if (source.peek() === '#') {
        source.match(/^#[^\n]*/)
        continue
      }
      if (!lines || source.peek() !== '\n') return
      source.take()
      this.#readDocuments()
    }
  }

  #readDocuments(): void {
    const documents = this.#documents
    this.#documents = []
    for (const { end, quoted, tabs, fill } of documents) {
      let text = ''
      while (!this.#source.done) {
        const taken = this.#source.takeLine()
        const line = tabs ? taken.replace(/^\t+/, '') : taken
        if (line === end) break
        text += `${line}\n`
      }
      if (quoted) fill([{ kind: 'text', text, quoted: true }])
      else fill(new WordReader(new Source(text), () => ({ items: [] })).quotedUntil(() => false))
    }
  }

  reserved(): string {
    return /^(?:[a-z]+|[{}!]|\[\[)(?=$|[\s;&|()<>])/.exec(this.#source.rest(12))?.[0] ?? ''
  }

  keyword(word: string): boolean {
    return this.reserved() === word && this.#source.skip(word)
  }

  expect(word: string): void {
    this.blank(true)
    if (!this.keyword(word)) throw new SyntaxTrouble(`expected ${word} near ${JSON.stringify(this.#source.rest(20))}`)
  }
}
