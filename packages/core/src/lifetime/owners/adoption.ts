/** Whose containers, beside those of its own run, a process treats as its user's. */
export interface Adoption {
  /** Ids of runs that the user named: they are worked with as with the process's own, whoever made them. */
  readonly runs: ReadonlySet<string>
  /** Ids of runs that a record of this user's knows. They are this user's, on whatever machine they were made. */
  readonly recorded: ReadonlySet<string>
  /**
   * Whether what processes of this user handed over is worked with as with the process's own, and what they left behind
   * is taken down as well.
   */
  readonly handedOver: boolean
}
