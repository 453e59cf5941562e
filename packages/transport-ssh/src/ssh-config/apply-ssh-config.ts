import type { ConfigNode, Directive, HostSection, MatchSection } from './config-node.js'
import { expandTokens } from './expand-tokens.js'
import type { Criterion } from './match-criteria.js'
import { matchesPatterns } from './pattern.js'
import { SshConfigError } from './ssh-config-error.js'

/** Whom a configuration is asked about. */
export interface ConfigQuery {
  /** The host's name, as the user writes it. */
  readonly host: string
  /** The user to log in as, where that is settled already; it goes before what the configuration says. */
  readonly user: string | undefined
  /** The user who runs Berth. */
  readonly localUser: string
}

/** A line of a configuration that has a value. */
export interface Setting extends Directive {
  readonly words: readonly [string, ...string[]]
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

  /**
   * The first directive in the files that has one of these keywords: the one that counts. Throws
   * {@link SshConfigError} where it has no value, or one that cannot be read.
   */
  first(...keywords: readonly string[]): Setting | undefined {
    const directive = this.#directives.find(({ keyword }) => keywords.includes(keyword))
    return directive && withValue(directive)
  }

  /** All directives of these keywords, for keywords whose values add up. Throws {@link SshConfigError} likewise. */
  all(...keywords: readonly string[]): readonly Setting[] {
    return this.#directives.filter(({ keyword }) => keywords.includes(keyword)).map(withValue)
  }
}

function withValue(directive: Directive): Setting {
  const { words, origin, keyword } = directive
  const [first, ...others] = words ?? []
  if (first !== undefined && first !== '' && !others.includes('')) return { ...directive, words: [first, ...others] }
  const reason = words === undefined ? 'has a quote that is never closed' : 'has no value'
  throw new SshConfigError(`${origin}: ${keyword} ${reason}`, 'Correct it.')
}

/** Goes through the sections that are about a host, as ssh does: twice if one asks for a final pass. Runs nothing. */
export function applySshConfig(nodes: readonly ConfigNode[], query: ConfigQuery): AppliedConfig {
  const pass = new Pass(query)
  pass.visit(nodes)
  if (asksForFinalPass(nodes)) pass.finally(nodes)
  return new AppliedConfig(pass.directives, [...pass.remarks])
}

/** Whether there is a `Match final` anywhere, in whatever section; `Match !final` asks for nothing. */
function asksForFinalPass(nodes: readonly ConfigNode[]): boolean {
  return nodes.some((node) => {
    if (node.kind === 'directive') return false
    const isFinal = ({ name, negated }: Criterion): boolean => name === 'final' && !negated
    return (node.kind === 'match' && node.criteria.some(isFinal)) || asksForFinalPass(node.nodes)
  })
}

class Pass {
  readonly #directives = new Set<Directive>()
  /** The first of each keyword. */
  readonly #first = new Map<string, Directive>()
  readonly remarks = new Set<string>()
  readonly #query: ConfigQuery
  #host: string
  #isFinal = false

  constructor(query: ConfigQuery) {
    this.#query = query
    this.#host = query.host
  }

  get directives(): readonly Directive[] {
    return [...this.#directives]
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
    this.#host = this.#hostName.toLowerCase()
    this.#isFinal = true
    const words = [this.#host.replaceAll('%', '%%')]
    this.#add({ kind: 'directive', keyword: 'hostname', words, text: this.#host, origin: 'the name of the host' })
    this.visit(nodes)
  }

  #add(directive: Directive): void {
    this.#directives.add(directive)
    if (!this.#first.has(directive.keyword)) this.#first.set(directive.keyword, directive)
  }

  #applies(section: HostSection | MatchSection): boolean {
    return section.kind === 'host' ? matchesPatterns(section.patterns, this.#host) : this.#matches(section)
  }

  #matches({ criteria, origin }: MatchSection): boolean {
    const outcomes = criteria.map(({ negated, name, argument }) => {
      const holds = this.#holds(name, argument)
      return { name, holds: holds === undefined ? undefined : holds !== negated }
    })
    if (outcomes.some(({ holds }) => holds === false)) return false
    const unknown = outcomes.find(({ holds }) => holds === undefined)
    if (unknown === undefined) return true
    this.remarks.add(`${origin}: Match ${unknown.name} is not evaluated, so its section is left out`)
    return false
  }

  /**
   * Whether a criterion holds; undefined for criteria that Berth does not evaluate, `exec` above all: reading a
   * configuration runs nothing.
   */
  #holds(name: string, argument: string): boolean | undefined {
    const matches = (text: string): boolean => matchesPatterns(argument.split(','), text)
    const matchesHost = (text: string): boolean =>
      matchesPatterns(argument.toLowerCase().split(','), text.toLowerCase())
    switch (name) {
      case 'all':
        return true
      case 'final':
      case 'canonical':
        return this.#isFinal
      case 'host':
        return matchesHost(this.#isFinal ? this.#host : this.#hostName)
      case 'originalhost':
        return matchesHost(this.#query.host)
      case 'user':
        return matches(this.#query.user ?? this.#settingOf('user')?.words[0] ?? this.#query.localUser)
      case 'localuser':
        return matches(this.#query.localUser)
      default:
        return undefined
    }
  }

  /** The name that the configuration gives the host. Throws {@link SshConfigError} for a token that it may not have. */
  get #hostName(): string {
    const directive = this.#settingOf('hostname')
    return directive === undefined
      ? this.#query.host
      : expandTokens(directive.words[0], { h: this.#query.host }, directive.origin)
  }

  #settingOf(keyword: string): Setting | undefined {
    const directive = this.#first.get(keyword)
    return directive && withValue(directive)
  }
}
