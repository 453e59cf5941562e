import { BerthError, type ErrorCode } from '../errors/index.js'

/** What a runtime does on a host, in the words of its errors. */
export interface Operation {
  readonly host: string
  readonly code: ErrorCode
  /** The code where nobody saw what became of it. Default is the same. */
  readonly unknown?: ErrorCode
  /** A verb phrase: `launch container`. */
  readonly operation: string
  /** How to find out what became of it, when nobody saw. */
  readonly afterwards: string
}

/** Why something cannot be done, and what the user can do about it. */
export interface Trouble {
  readonly reason: string
  readonly remedy: string
}

/** The error of an operation. */
export function operationError({ host, code, operation }: Operation, trouble: Trouble, cause?: unknown): BerthError {
  return new BerthError({ code, host, operation, message: trouble.reason, remedy: trouble.remedy, cause })
}
