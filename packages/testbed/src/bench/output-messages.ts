/** What the benchmark asks its process for output: to run the command again, and where its output goes. */
export interface OutputTask {
  readonly folder: string
}

/** What that process says: it is connected, or has done a task. */
export interface OutputReport {
  /** The most memory that it has had, in bytes. */
  readonly peakBytes: number
  /** Why the task was not done; null if it was. */
  readonly failure: string | null
}
