import { BerthError } from '../errors/index.js'

/** The error of a host on which nothing was begun any more, for more hosts had failed than may. */
export function notBegun(host: string, operation: string): BerthError {
  return new BerthError({
    code: 'BERTH_NOT_BEGUN',
    host,
    operation,
    message: 'not begun, because more hosts had failed than may',
    remedy: 'Mend what failed on the others, or let more hosts fail, then run it again.',
    retryable: true,
  })
}
