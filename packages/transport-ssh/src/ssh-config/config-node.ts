import type { Criterion } from './match-criteria.js'

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

/** A `Host` line with what belongs to it. */
export interface HostSection {
  readonly kind: 'host'
  readonly patterns: readonly string[]
  readonly nodes: readonly ConfigNode[]
}

/** A `Match` line with what belongs to it. */
export interface MatchSection {
  readonly kind: 'match'
  readonly criteria: readonly Criterion[]
  /** `file:line`. */
  readonly origin: string
  readonly nodes: readonly ConfigNode[]
}

/**
 * A part of an ssh_config. The nodes of included files stand where the `Include` lines are, so that a section has
 * sections in it where an included file has them.
 */
export type ConfigNode = Directive | HostSection | MatchSection
