/** One way to do a job, measured beside the others of its question. */
export interface Contender {
  /** Names the contender in the table. */
  readonly what: string
  /** Done before each run, and not timed. Default is nothing. */
  readonly prepare?: () => Promise<void>
  /** The job. Rejects if it was not done. */
  readonly run: () => Promise<void>
  /** A remark on the contender for the table, asked for after all rounds. Default is nothing. */
  readonly remark?: () => string
}

/** The times of one contender. */
export interface Lane {
  readonly what: string
  /** Seconds of each round that counts, in order. */
  readonly seconds: readonly number[]
  readonly remark: string | null
}
