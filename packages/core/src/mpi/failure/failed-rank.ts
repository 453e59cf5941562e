/** What a launcher says of the rank that failed first. */
export interface FailedRank {
  /** Null where the launcher does not say it. */
  readonly rank: number | null
  /** The host, as the launcher names it; null where it does not. */
  readonly host: string | null
  /** How the rank ended, as a part of a sentence: `exited with code 7`. */
  readonly how: string
}
