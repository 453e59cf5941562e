import { AssertionError } from 'node:assert/strict'

/** The failure of an obligation: what is owed, then what was seen. */
export function obligationFailure(runtime: string, obligation: string, error: unknown): AssertionError {
  const seen = error instanceof Error ? error.message : String(error)
  const failure = new AssertionError({ message: `${runtime} ${obligation}, it should; but:\n${seen}` })
  failure.cause = error
  return failure
}
