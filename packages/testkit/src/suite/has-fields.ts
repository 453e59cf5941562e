import assert from 'node:assert/strict'

/** Expects these fields of an object to be as given; others may be anything. */
export function hasFields<Actual extends object>(actual: Actual, expected: Partial<Actual>): void {
  const seen: [string, unknown][] = Object.entries(actual).filter(([key]) => key in expected)
  assert.deepEqual(Object.fromEntries(seen), expected)
}
