import { SyntaxTrouble } from '../../expressions/syntax-trouble.js'
import type { Source } from './source.js'
import type {
  Assignment,
  CompoundCommand,
  List,
  ListItem,
  Pipeline,
  Redirection,
  ShellCommand,
  SimpleCommand,
  Word,
} from './syntax.js'
import { TokenReader } from './token-reader.js'
import { WordReader } from './word-reader.js'

/** Reads commands: lists, pipelines, compound commands. */
export class Parser {
  readonly #source: Source
  readonly #words: WordReader
  readonly #tokens: TokenReader

  constructor(source: Source) {
    this.#source = source
    this.#words = new WordReader(source, (end) => {
      const list = this.list([], end)
      source.expect(end)
      return list
    })
    this.#tokens = new TokenReader(source, this.#words)
  }

  /** Commands up to one of the reserved words, to `)`, `;;`, a mark, or to the end. */
  list(ends: readonly string[], mark?: string): List {
    const items: ListItem[] = []
    for (;;) {
      this.#tokens.blank(true)
      while (this.#source.rest(2) !== ';;' && this.#source.skip(';')) this.#tokens.blank(true)
      if (this.#atEnd(ends, mark)) return { items }
      items.push(this.#item())
    }
  }

  #atEnd(ends: readonly string[], mark?: string): boolean {
    const source = this.#source
    if (source.done || source.peek() === ')' || source.rest(2) === ';;') return true
    if (mark !== undefined && source.peek() === mark) return true
    return ends.includes(this.#tokens.reserved())
  }

  #item(): ListItem {
    const first = this.#pipeline()
    const rest: { operator: '&&' | '||'; pipeline: Pipeline }[] = []
    for (;;) {
      this.#tokens.blank(false)
      const operator = this.#source.skip('&&') ? '&&' : this.#source.skip('||') ? '||' : null
      if (operator === null) break
      this.#tokens.blank(true)
      rest.push({ operator, pipeline: this.#pipeline() })
    }
    if (this.#source.rest(2) === '&>') throw this.#source.unknown('&>')
    const background = this.#source.rest(2) !== '&&' && this.#source.skip('&')
    if (!background && this.#source.rest(2) !== ';;') this.#source.skip(';')
    return { first, rest, background }
  }

  #pipeline(): Pipeline {
    let negated = false
    while (this.#tokens.keyword('!')) {
      negated = !negated
      this.#tokens.blank(false)
    }
    const commands = [this.#command()]
    for (;;) {
      this.#tokens.blank(false)
      if (this.#source.rest(2) === '||' || !this.#source.skip('|')) return { negated, commands }
      this.#tokens.blank(true)
      commands.push(this.#command())
    }
  }

  #command(): ShellCommand {
    const compound = this.#compound()
    return compound ?? this.#simple()
  }

  #compound(): CompoundCommand | null {
    const source = this.#source
    if (source.rest(2) === '((') throw source.unknown('((')
    if (source.skip('(')) return this.#closed({ kind: 'subshell', body: this.list([]) }, ')')
    if (this.#tokens.keyword('[[')) return this.#test()
    if (this.#tokens.keyword('{')) return this.#ended({ kind: 'group', body: this.list(['}']) }, '}')
    if (this.#tokens.keyword('if')) return this.#if()
    if (this.#tokens.keyword('while')) return this.#loop(false)
    if (this.#tokens.keyword('until')) return this.#loop(true)
    if (this.#tokens.keyword('for')) return this.#for()
    if (this.#tokens.keyword('case')) return this.#case()
    const name = source.match(/^[A-Za-z_][\w-]*[ \t]*\(\)/)
    if (name === null) return null
    this.#tokens.blank(true)
    return { kind: 'function', name: name.replace(/\s*\(\)$/, ''), body: this.#command(), redirections: [] }
  }

  #if(): CompoundCommand {
    const branches: { test: List; body: List }[] = []
    let otherwise: List | null = null
    do {
      const test = this.list(['then'])
      this.#tokens.expect('then')
      branches.push({ test, body: this.list(['elif', 'else', 'fi']) })
    } while (this.#tokens.keyword('elif'))
    if (this.#tokens.keyword('else')) otherwise = this.list(['fi'])
    return this.#ended({ kind: 'if', branches, otherwise }, 'fi')
  }

  #loop(until: boolean): CompoundCommand {
    const test = this.list(['do'])
    return this.#ended({ kind: 'loop', until, test, body: this.#body() }, 'done')
  }

  #for(): CompoundCommand {
    this.#tokens.blank(false)
    const name = this.#source.match(/^\w+/)
    if (name === null) throw new SyntaxTrouble('bad for loop')
    this.#tokens.blank(true)
    let words: Word[] | null = null
    if (this.#tokens.keyword('in')) {
      words = []
      for (let word = this.#tokens.nextWord(); word !== null; word = this.#tokens.nextWord()) words.push(word)
    }
    this.#tokens.blank(false)
    this.#source.skip(';')
    this.#tokens.blank(true)
    return this.#ended({ kind: 'for', name, words, body: this.#body() }, 'done')
  }

  #body(): List {
    this.#tokens.expect('do')
    return this.list(['done'])
  }

  #case(): CompoundCommand {
    const subject = this.#tokens.nextWord()
    if (subject === null) throw new SyntaxTrouble('bad case')
    this.#tokens.blank(true)
    this.#tokens.expect('in')
    const branches: { patterns: Word[]; body: List }[] = []
    for (;;) {
      this.#tokens.blank(true)
      if (this.#tokens.reserved() === 'esac') break
      this.#source.skip('(')
      const patterns: Word[] = []
      do {
        const pattern = this.#tokens.nextWord()
        if (pattern === null) throw new SyntaxTrouble('bad case pattern')
        patterns.push(pattern)
        this.#tokens.blank(false)
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
      this.#tokens.blank(true)
      const operator = this.#source.match(/^(?:&&|\|\|)/)
      const word =
        operator === null ? this.#words.word(/\s/) : ([{ kind: 'text', text: operator, quoted: false }] as const)
      if (word === null) throw new SyntaxTrouble('expected ]]')
      if (isText(word, ']]')) return { kind: 'test', words, redirections: this.#tokens.redirections() }
      words.push(word)
    }
  }

  #ended<const Kind extends { readonly kind: string }>(
    command: Kind,
    end: string,
  ): Kind & { redirections: Redirection[] } {
    this.#tokens.expect(end)
    return { ...command, redirections: this.#tokens.redirections() }
  }

  #closed<const Kind extends { readonly kind: string }>(
    command: Kind,
    end: string,
  ): Kind & { redirections: Redirection[] } {
    this.#source.expect(end)
    return { ...command, redirections: this.#tokens.redirections() }
  }

  #simple(): SimpleCommand {
    const assignments: Assignment[] = []
    const words: Word[] = []
    const redirections: Redirection[] = []
    for (;;) {
      this.#tokens.blank(false)
      const redirection = this.#tokens.redirection()
      if (redirection !== null) {
        redirections.push(redirection)
        continue
      }
      const target = words.length === 0 ? this.#source.match(/^[A-Za-z_]\w*=/) : null
      if (target !== null) {
        assignments.push({ name: target.slice(0, -1), value: this.#words.word() ?? [] })
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
}

function isText(word: Word, text: string): boolean {
  const [part] = word
  return word.length === 1 && part?.kind === 'text' && !part.quoted && part.text === text
}
