import assert from 'node:assert/strict'
import { BerthError, type ErrorCode } from '@berth/core/adapter'

/** What is expected of a rejection. */
export interface ExpectedError {
  readonly code: ErrorCode | readonly ErrorCode[]
  readonly host: string
}

/**
 * Expects a rejection with a `BerthError` of this code that says where it happened, what was being done and what to do
 * next; only a caller who aborted needs no advice.
 */
export async function rejectsWith(promise: Promise<unknown>, { code, host }: ExpectedError): Promise<BerthError> {
  const codes: readonly string[] = [code].flat()
  const error = await rejection(promise, codes.join(' or '))
  assert.ok(BerthError.isInstance(error), `not a BerthError: ${String(error)}`)
  assert.ok(codes.includes(error.code), `expected ${codes.join(' or ')}, not ${error.code}: ${error.message}`)
  assert.equal(error.host, host, 'the error names another host')
  assert.ok(error.operation.length > 0, 'the error does not say what was being done')
  if (error.code !== 'BERTH_ABORTED') assert.ok(error.remedy, `no remedy: ${error.message}`)
  return error
}

/** The error that a promise is rejected with. Rejects with an `AssertionError` if the promise is not rejected. */
export async function rejection(promise: Promise<unknown>, expected: string): Promise<unknown> {
  const seen = await promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  )
  if ('error' in seen) return seen.error
  return assert.fail(`expected ${expected}, but it resolved with ${JSON.stringify(seen.value)}`)
}
