import { BerthError } from '@berth/core'

/** The error for results that could not be printed, which is no fault of Berth. */
export function unprinted(cause: unknown): BerthError {
  return new BerthError({
    code: 'BERTH_FILE_FAILED',
    operation: 'print the results',
    message: cause instanceof Error ? cause.message : String(cause),
    remedy: 'What was printed is not complete: send it where there is room.',
    cause,
  })
}
