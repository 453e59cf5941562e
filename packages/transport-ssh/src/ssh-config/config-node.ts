/** One line of an ssh_config with a value. */
export interface Directive {
  readonly kind: 'directive'
  /** In lower case: `hostname`. */
  readonly keyword: string
  /** Without quotes; one word for keywords that take one value. */
  readonly words: readonly string[]
  /** `file:line`. */
  readonly origin: string
}

/** A `Host` or `Match` line with what belongs to it. */
export interface Section {
  readonly kind: 'section'
  readonly keyword: 'host' | 'match'
  /** Patterns of `Host`, or criteria of `Match`. */
  readonly words: readonly string[]
  readonly origin: string
  /** Directives, and sections where an included file has them. */
  readonly nodes: readonly ConfigNode[]
}

/** A part of an ssh_config. The nodes of included files stand where the `Include` lines are. */
export type ConfigNode = Directive | Section
