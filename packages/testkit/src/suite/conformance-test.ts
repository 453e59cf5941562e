/**
 * How a suite registers its tests: `test` of vitest or of `node:test`, passed in as it is. A body takes no arguments
 * and rejects if the obligation is not met.
 */
export interface ConformanceTest {
  (name: string, options: ConformanceTestOptions, body: () => Promise<void>): unknown
  /** Registers a test that is shown as skipped: only ever for a capability that the adapter does not declare. */
  readonly skip: (name: string, options: ConformanceTestOptions, body: () => Promise<void>) => unknown
}

/** What a suite says of one test. */
export interface ConformanceTestOptions {
  /** Milliseconds. */
  readonly timeout: number
}
