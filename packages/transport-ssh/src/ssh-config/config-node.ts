/** One line of an ssh_config with a value. */
export interface Directive {
  readonly kind: 'directive'
  /** In lower case: `hostname`. */
  readonly keyword: string
  /** Without quotes; undefined where a quote is never closed, which is no error before the line is asked for. */
  readonly words: readonly string[] | undefined
  /** What stands after the keyword, as it is written. */
  readonly text: string
  /** `file:line`. */
  readonly origin: string
}

/** A `Host` or `Match` line with what belongs to it. */
export interface Section {
  readonly kind: 'section'
  readonly keyword: 'host' | 'match'
  /** Patterns of `Host`, or criteria of `Match`; at least one. */
  readonly words: readonly string[]
  readonly origin: string
  /** Directives, and sections where an included file has them. */
  readonly nodes: readonly ConfigNode[]
}

/** A part of an ssh_config. The nodes of included files stand where the `Include` lines are. */
export type ConfigNode = Directive | Section
