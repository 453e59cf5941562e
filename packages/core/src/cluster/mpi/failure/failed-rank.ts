/** The rank that failed first. */
export interface FailedRank {
  /** Null where nobody says it. */
  readonly rank: number | null
  /** The host; null where nobody says it. */
  readonly host: string | null
  /** How the rank ended, as a part of a sentence: `exited with code 7`. */
  readonly how: string
}
