import type { ConfigNode, Directive, Section } from './config-node.js'
import { matchesPatterns } from './pattern.js'

/** Whom a configuration is asked about. */
export interface ConfigQuery {
  /** The host's name, as the user writes it. */
  readonly host: string
  /** The user to log in as, where that is settled already; it goes before what the configuration says. */
  readonly user: string | undefined
  /** The user who runs Berth. */
  readonly localUser: string
}

/** The directives of a configuration that apply to one host. */
export class AppliedConfig {
  readonly #directives: readonly Directive[]
  /** A sentence for each section that may apply to the host and is not evaluated, to be a warning. */
  readonly remarks: readonly string[]

  constructor(directives: readonly Directive[], remarks: readonly string[]) {
    this.#directives = directives
    this.remarks = remarks
  }

  /** The first directive in the files that has one of these keywords: the one that counts. */
  first(...keywords: readonly string[]): Directive | undefined {
    return this.#directives.find(({ keyword }) => keywords.includes(keyword))
  }

  /** All directives of a keyword, for keywords whose values add up. */
  all(keyword: string): readonly Directive[] {
    return this.#directives.filter((directive) => directive.keyword === keyword)
  }
}

/** Goes through the sections that are about a host, as ssh does: twice if one asks for a final pass. Runs nothing. */
export function applySshConfig(nodes: readonly ConfigNode[], query: ConfigQuery): AppliedConfig {
  const pass = new Pass(query)
  pass.visit(nodes)
  if (pass.wantsFinal) pass.finally(nodes)
  return new AppliedConfig(pass.directives, [...pass.remarks])
}

class Pass {
  readonly directives: Directive[] = []
  readonly remarks = new Set<string>()
  wantsFinal = false
  readonly #query: ConfigQuery
  #host: string
  #isFinal = false

  constructor(query: ConfigQuery) {
    this.#query = query
    this.#host = query.host
  }

  visit(nodes: readonly ConfigNode[]): void {
    for (const node of nodes) {
      if (node.kind === 'directive') this.#add(node)
      else if (this.#applies(node)) this.visit(node.nodes)
    }
  }

  /**
   * Visits all nodes once more, now with the host name that the first pass has found, which nothing changes any more.
   */
  finally(nodes: readonly ConfigNode[]): void {
    this.#isFinal = true
    this.#host = this.#hostName
    const words = [this.#host.replaceAll('%', '%%')]
    this.#add({ kind: 'directive', keyword: 'hostname', words, origin: 'the name of the host' })
    this.visit(nodes)
  }

  #add(directive: Directive): void {
    if (!this.directives.includes(directive)) this.directives.push(directive)
  }

  #applies(section: Section): boolean {
    if (section.keyword === 'host') return matchesPatterns(section.words, this.#host)
    for (const [negated, name, argument] of criteriaOf(section.words)) {
      const holds = this.#holds(name, argument)
      if (holds === undefined) {
        this.remarks.add(`${section.origin}: Match ${name} is not evaluated, so its section is left out`)
        return false
      }
      if (holds === negated) return false
    }
    return true
  }

  /**
   * Whether a criterion holds; undefined for criteria that Berth does not evaluate, `exec` above all: reading a
   * configuration runs nothing.
   */
  #holds(name: string, argument: string): boolean | undefined {
    const matches = (text: string): boolean => matchesPatterns(argument.split(','), text)
    switch (name) {
      case 'all':
        return true
      case 'final':
        this.wantsFinal = true
        return this.#isFinal
      case 'canonical':
        return this.#isFinal
      case 'host':
        return matches(this.#hostName)
      case 'originalhost':
        return matches(this.#query.host)
      case 'user':
        return matches(this.#query.user ?? this.#value('user') ?? this.#query.localUser)
      case 'localuser':
        return matches(this.#query.localUser)
      default:
        return undefined
    }
  }

  get #hostName(): string {
    return this.#value('hostname')?.replaceAll('%h', () => this.#query.host) ?? this.#host
  }

  #value(keyword: string): string | undefined {
    return this.directives.find((directive) => directive.keyword === keyword)?.words[0]
  }
}

type Criterion = readonly [negated: boolean, name: string, argument: string]

/** The criteria of a Match line: some stand alone, the others take one word. */
function criteriaOf(words: readonly string[]): readonly Criterion[] {
  const criteria: Criterion[] = []
  for (let index = 0; index < words.length; index += 1) {
    const word = (words[index] ?? '').toLowerCase()
    const name = word.replace(/^!/, '')
    const alone = name === 'all' || name === 'final' || name === 'canonical'
    if (!alone) index += 1
    criteria.push([word.startsWith('!'), name, alone ? '' : (words[index] ?? '')])
  }
  return criteria
}
