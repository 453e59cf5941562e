import { Source } from './source.js'
import {
  type Assignment,
  type CompoundCommand,
  type List,
  type ListItem,
  type Pipeline,
  type Redirection,
  type ShellCommand,
  type SimpleCommand,
  SyntaxTrouble,
  type Word,
} from './syntax.js'
import { WordReader } from './word-reader.js'

/** Reads commands: lists, pipelines, compound commands. */
export class Parser {
  readonly #source: Source
  readonly #words: WordReader
  #documents: {
    readonly end: string
    readonly quoted: boolean
    readonly tabs: boolean
    readonly fill: (body: Word) => void
  }[] = []

  constructor(source: Source) {
    this.#source = source
    this.#words = new WordReader(source, (end) => {
      const list = this.list([], end)
      source.expect(end)
      return list
    })
  }

  /** Commands up to one of the reserved words, to `)`, `;;`, a mark, or to the end. */
  list(ends: readonly string[], mark?: string): List {
    const items: ListItem[] = []
    for (;;) {
      this.#blank(true)
      while (this.#source.rest(2) !== ';;' && this.#source.skip(';')) this.#blank(true)
      if (this.#atEnd(ends, mark)) return { items }
      items.push(this.#item())
    }
  }

  #atEnd(ends: readonly string[], mark?: string): boolean {
    const source = this.#source
    if (source.done || source.peek() === ')' || source.rest(2) === ';;') return true
    if (mark !== undefined && source.peek() === mark) return true
    return ends.includes(this.#reserved())
  }

  #item(): ListItem {
    const first = this.#pipeline()
    const rest: { operator: '&&' | '||'; pipeline: Pipeline }[] = []
    for (;;) {
      this.#blank(false)
      const operator = this.#source.skip('&&') ? '&&' : this.#source.skip('||') ? '||' : null
      if (operator === null) break
      this.#blank(true)
      rest.push({ operator, pipeline: this.#pipeline() })
    }
    const background = this.#source.rest(2) !== '&&' && this.#source.skip('&')
    if (!background && this.#source.rest(2) !== ';;') this.#source.skip(';')
    return { first, rest, background }
  }

  #pipeline(): Pipeline {
    let negated = false
    while (this.#keyword('!')) {
      negated = !negated
      this.#blank(false)
    }
    const commands = [this.#command()]
    for (;;) {
      this.#blank(false)
      if (this.#source.rest(2) === '||' || !this.#source.skip('|')) return { negated, commands }
      this.#blank(true)
      commands.push(this.#command())
    }
  }

  #command(): ShellCommand {
    const compound = this.#compound()
    return compound ?? this.#simple()
  }

  #compound(): CompoundCommand | null {
    const source = this.#source
    if (source.skip('((')) return { kind: 'arithmetic', expression: this.#words.arithmetic(), redirections: [] }
    if (source.skip('(')) return this.#closed({ kind: 'subshell', body: this.list([]) }, ')')
    if (this.#keyword('[[')) return this.#test()
    if (this.#keyword('{')) return this.#ended({ kind: 'group', body: this.list(['}']) }, '}')
    if (this.#keyword('if')) return this.#if()
    if (this.#keyword('while')) return this.#loop(false)
    if (this.#keyword('until')) return this.#loop(true)
    if (this.#keyword('for')) return this.#for()
    if (this.#keyword('case')) return this.#case()
    const name = source.match(/^[A-Za-z_][\w-]*[ \t]*\(\)/) ?? (this.#keyword('function') ? this.#functionName() : null)
    if (name === null) return null
    this.#blank(true)
    return { kind: 'function', name: name.replace(/\s*\(\)$/, ''), body: this.#command(), redirections: [] }
  }

  #functionName(): string {
    this.#blank(false)
    const name = this.#source.match(/^[\w-]+/) ?? ''
    this.#source.match(/^[ \t]*\(\)/)
    return name
  }

  #if(): CompoundCommand {
    const branches: { test: List; body: List }[] = []
    let otherwise: List | null = null
    do {
      const test = this.list(['then'])
      this.#expect('then')
      branches.push({ test, body: this.list(['elif', 'else', 'fi']) })
    } while (this.#keyword('elif'))
    if (this.#keyword('else')) otherwise = this.list(['fi'])
    return this.#ended({ kind: 'if', branches, otherwise }, 'fi')
  }

  #loop(until: boolean): CompoundCommand {
    const test = this.list(['do'])
    return this.#ended({ kind: 'loop', until, test, body: this.#body() }, 'done')
  }

  #for(): CompoundCommand {
    this.#blank(false)
    const name = this.#source.match(/^\w+/)
    if (name === null) throw new SyntaxTrouble('bad for loop')
    this.#blank(true)
    let words: Word[] | null = null
    if (this.#keyword('in')) {
      words = []
      for (let word = this.#nextWord(); word !== null; word = this.#nextWord()) words.push(word)
    }
    this.#blank(false)
    this.#source.skip(';')
    this.#blank(true)
    return this.#ended({ kind: 'for', name, words, body: this.#body() }, 'done')
  }

  #body(): List {
    this.#expect('do')
    return this.list(['done'])
  }

  #case(): CompoundCommand {
    const subject = this.#nextWord()
    if (subject === null) throw new SyntaxTrouble('bad case')
    this.#blank(true)
    this.#expect('in')
    const branches: { patterns: Word[]; body: List }[] = []
    for (;;) {
      this.#blank(true)
      if (this.#reserved() === 'esac') break
      this.#source.skip('(')
      const patterns: Word[] = []
      do {
        const pattern = this.#nextWord()
        if (pattern === null) throw new SyntaxTrouble('bad case pattern')
        patterns.push(pattern)
        this.#blank(false)
      } while (this.#source.skip('|'))
      this.#source.expect(')')
      branches.push({ patterns, body: this.list(['esac']) })
      this.#source.skip(';;')
    }
    return this.#ended({ kind: 'case', subject, branches }, 'esac')
  }

  #test(): CompoundCommand {
    const words: Word[] = []
    for (;;) {
      this.#blank(true)
      const operator = this.#source.match(/^(?:&&|\|\||[<>()])/)
      const word =
        operator === null ? this.#words.word(/\s/) : ([{ kind: 'text', text: operator, quoted: false }] as const)
      if (word === null) throw new SyntaxTrouble('expected ]]')
      if (isText(word, ']]')) return { kind: 'test', words, redirections: this.#redirections() }
      words.push(word)
    }
  }

  #ended<const Kind extends { readonly kind: string }>(
    command: Kind,
    end: string,
  ): Kind & { redirections: Redirection[] } {
    this.#expect(end)
    return { ...command, redirections: this.#redirections() }
  }

  #closed<const Kind extends { readonly kind: string }>(
    command: Kind,
    end: string,
  ): Kind & { redirections: Redirection[] } {
    this.#source.expect(end)
    return { ...command, redirections: this.#redirections() }
  }

  #redirections(): Redirection[] {
    const redirections: Redirection[] = []
    for (;;) {
      this.#blank(false)
      const redirection = this.#redirection()
      if (redirection === null) return redirections
      redirections.push(redirection)
    }
  }

  #simple(): SimpleCommand {
    const assignments: Assignment[] = []
    const words: Word[] = []
    const redirections: Redirection[] = []
    for (;;) {
      this.#blank(false)
      const redirection = this.#redirection()
      if (redirection !== null) {
        redirections.push(redirection)
        continue
      }
      const target = words.length === 0 ? this.#source.match(/^[A-Za-z_]\w*\+?=/) : null
      if (target !== null) {
        const append = target.endsWith('+=')
        assignments.push({ name: target.replace(/\+?=$/, ''), append, value: this.#words.word() ?? [] })
        continue
      }
      const word = this.#words.word()
      if (word === null) break
      words.push(word)
    }
    if (assignments.length + words.length + redirections.length === 0)
      throw new SyntaxTrouble(`unexpected ${JSON.stringify(this.#source.rest(20))}`)
    return { kind: 'simple', assignments, words, redirections }
  }

  #redirection(): Redirection | null {
    const found = this.#source.match(/^\d*(?:<<-?|<>|<&|>&|>>|>\||<|>)/) ?? this.#source.match(/^&>/)
    if (found === null) return null
    const [, number = '', sign = ''] = /^(\d*)(.*)$/.exec(found) ?? []
    const operator = sign === '>|' ? '>' : sign === '<<-' ? '<<' : (sign as Redirection['operator'])
    const descriptor = number === '' ? (operator.startsWith('<') ? 0 : 1) : Number(number)
    const target = this.#nextWord()
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

  #nextWord(): Word | null {
    this.#blank(false)
    return this.#words.word()
  }

  /** Skips spaces and comments; ends of lines too, where they separate nothing. */
  #blank(lines: boolean): void {
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

  #reserved(): string {
    return /^(?:[a-z]+|[{}!]|\[\[)(?=$|[\s;&|()<>])/.exec(this.#source.rest(12))?.[0] ?? ''
  }

  #keyword(word: string): boolean {
    return this.#reserved() === word && this.#source.skip(word)
  }

  #expect(word: string): void {
    this.#blank(true)
    if (!this.#keyword(word)) throw new SyntaxTrouble(`expected ${word} near ${JSON.stringify(this.#source.rest(20))}`)
  }
}

function isText(word: Word, text: string): boolean {
  const [part] = word
  return word.length === 1 && part?.kind === 'text' && !part.quoted && part.text === text
}
