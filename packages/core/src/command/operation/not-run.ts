import { BerthError } from '../../errors/index.js'
import { endingError } from './ending-error.js'
import type { Operation } from './operation.js'

/**
 * The error of an operation whose command line was not seen to start. Hosts out of reach and wrong use stay the errors
 * that they are, as does an error that is not Berth's; any other error is told as an error of the operation.
 */
export function notRun(operation: Operation, error: unknown): unknown {
  return BerthError.isInstance(error) ? endingError({ endedBy: 'not seen to start', error }, operation) : error
}
