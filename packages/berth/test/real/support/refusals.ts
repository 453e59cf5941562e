import { BerthError, type ErrorCode, type ErrorKind, RefusalError } from '@berth/core'
import { expect } from 'vitest'

/** What a refusal must say. */
export interface ExpectedRefusal {
  readonly code: ErrorCode
  /** Default is `refused`. */
  readonly kind?: ErrorKind
  /** Hosts that it is about; each must be named in the message. */
  readonly hosts: readonly string[]
  /** What the remedy must offer. */
  readonly remedy: RegExp
  /** What the message must say. */
  readonly says?: RegExp
}

/** What a call rejects with; rejects itself where the call does not. */
export async function errorOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => {
      throw new Error('nothing was refused')
    },
    (error: unknown) => error,
  )
}

/** The message of what a call rejects with; rejects where the call does not. */
export async function refused(call: Promise<unknown>): Promise<string> {
  const error = await errorOf(call)
  if (!(error instanceof Error)) throw error
  return error.message
}

/** Waits for a call that the policy is to refuse, and looks at the refusal. */
export async function expectRefusal(call: Promise<unknown>, expected: ExpectedRefusal): Promise<RefusalError> {
  const error = await errorOf(call)
  if (!(error instanceof RefusalError)) throw error
  expect(error.code, error.message).toBe(expected.code)
  expect(error.kind).toBe(expected.kind ?? 'refused')
  expect(error.refusal.hosts).toEqual([...expected.hosts].sort())
  for (const host of expected.hosts) expect(error.message).toContain(host)
  expect(error.remedy).toMatch(expected.remedy)
  if (expected.says !== undefined) expect(error.message).toMatch(expected.says)
  return error
}

/**
 * Waits for a call that is to fail for images that differ between hosts, which came to light once images had been made
 * present: then something may have changed on hosts, so the error is no refusal.
 */
export async function expectSkew(call: Promise<unknown>, host: string, remedy: RegExp): Promise<BerthError> {
  const error = await errorOf(call)
  if (!BerthError.isInstance(error)) throw error
  expect(error).not.toBeInstanceOf(RefusalError)
  expect(error.code, error.message).toBe('BERTH_IMAGE_SKEW')
  expect(error.message).toContain(host)
  expect(error.remedy).toMatch(remedy)
  return error
}
