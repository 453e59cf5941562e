import { BerthError } from '../../../errors/index.js'

/** Why a host is lost on which a command of a launch has ended so, or could not be run; null where it is not. */
export function lossOf(end: unknown): string | null {
  if (BerthError.isInstance(end)) return end.kind === 'unreachable' ? end.reason : null
  const isLost = typeof end === 'object' && end !== null && 'endedBy' in end && end.endedBy === 'lost'
  return isLost ? 'the connection was lost' : null
}
