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
  /** Sections too, where an included file has them. */
  readonly nodes: readonly ConfigNode[]
}

/** What an ssh_config consists of, with included files in their places. */
export type ConfigNode = Directive | Section
