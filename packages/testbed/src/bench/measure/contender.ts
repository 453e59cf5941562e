/** One way to do a job, measured beside the others of its question. */
export interface Contender {
  /** What does it, for the table. */
  readonly what: string
  /** Done before each run, and not timed. Default is nothing. */
  readonly prepare?: () => Promise<void>
  /** The job. Rejects if it was not done. */
  readonly run: () => Promise<void>
  /** What else is to be said of it, asked for after all rounds. Default is nothing. */
  readonly remark?: () => string
}

/** What one contender took. */
export interface Lane {
  readonly what: string
  /** Of each round that counts, in order. */
  readonly seconds: readonly number[]
  readonly remark: string | null
}
