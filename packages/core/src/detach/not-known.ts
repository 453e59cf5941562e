import { type Operation, operationError } from '../command/operation/index.js'
import type { BerthError } from '../errors/index.js'

/** The error of an operation where there is no command of this id. */
export function notKnown(operation: Operation): BerthError {
  return operationError(operation, {
    reason: 'no command of this id was started here by this user, or it was forgotten',
    remedy: 'Check the id, the hosts, and whether it was started on the hosts or in their containers.',
  })
}
