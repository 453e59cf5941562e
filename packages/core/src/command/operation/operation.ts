import { BerthError, type ErrorCode, type Remedy } from '../../errors/index.js'
import type { ProgramEnding } from './ending.js'

/** The work of one program on a host: what its errors say, and what each ending of the program means for the work. */
export interface Operation {
  readonly host: string
  /** A verb phrase: `launch container`. */
  readonly operation: string
  /** The code where the operation failed. */
  readonly code: ErrorCode
  /**
   * The code where nobody saw what became of the operation: the connection was lost, the time was up, the program was
   * killed, its answer was cut. Default is `BERTH_CONNECTION_LOST` for a lost connection, and `code` otherwise.
   */
  readonly unknown?: ErrorCode
  /** The code where the program provably did not start. Default is `code`. */
  readonly notStarted?: ErrorCode
  /** Where the time was up: the code, in place of `unknown`, and what to do, in place of `afterwards`. */
  readonly late?: { readonly code?: ErrorCode; readonly remedy?: Remedy }
  /** What the operation leaves on the host. Default is `once`. */
  readonly effect?: Effect
  /** Whether a failure may be gone when the operation is tried again. Default is false. */
  readonly retryable?: boolean
  /** What to do where the operation failed. Default is `afterwards`. */
  readonly remedy?: Remedy
  /** What to do after exit codes that have a meaning of their own. Default is none. */
  readonly remedies?: Readonly<Record<number, Remedy>>
  /**
   * How to find out what became of the operation, when nobody saw. Null where the way to find out is not for Berth to
   * say.
   */
  readonly afterwards: Remedy | null
  /** Makes the message of an ending, from the usual one. Default is the usual one. */
  readonly words?: (usual: string, ending: ProgramEnding) => string
}

/**
 * What an operation leaves on a host, and so what is known after a lost connection or a timeout. `none`: nothing, so
 * that nothing was changed. `repeatable`: the operation may be done or not, and doing it again does no harm. `once`:
 * the operation may be done or not, and only somebody who has looked knows whether to do it again.
 */
export type Effect = 'none' | 'repeatable' | 'once'

/** An operation as a room declares it, the same on every host. */
export type DeclaredOperation = Omit<Operation, 'host'>

/**
 * A declared operation on one host; `object` is the thing that the operation is done to, as the operation's errors name
 * it. Default is none.
 */
export function operationOn(host: string, declared: DeclaredOperation, object?: string): Operation {
  const { operation } = declared
  return { ...declared, host, operation: object === undefined ? operation : `${operation} ${object}` }
}

/** Why something cannot be done, and what the user can do about it. */
export interface Trouble {
  readonly reason: string
  readonly remedy: Remedy
}

/** The error of an operation. */
export function operationError({ host, code, operation }: Operation, trouble: Trouble, cause?: unknown): BerthError {
  return new BerthError({ code, host, operation, message: trouble.reason, remedy: trouble.remedy, cause })
}
