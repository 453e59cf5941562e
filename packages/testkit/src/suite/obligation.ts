/** One thing that an adapter owes. Its name is what a runner shows when it is not met. */
export interface Obligation<Fixture> {
  readonly name: string
  /** Milliseconds. Default is 60,000. */
  readonly timeout?: number
  /** Rejects if the obligation is not met. */
  readonly body: (fixture: Fixture) => Promise<void>
}
