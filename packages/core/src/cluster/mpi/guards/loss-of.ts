import type { ExecResult } from '../../../contract/index.js'
import { BerthError } from '../../../errors/index.js'

/** What is lost of a host: all of it; or the container there, or its engine, with the host as well as ever. */
export interface Loss {
  readonly of: 'host' | 'container'
  readonly reason: string
}

/** What is lost where a command of a launch has ended so; null where nothing is. */
export function lossOf({ endedBy, mayStillRun }: Pick<ExecResult, 'endedBy' | 'mayStillRun'>): Loss | null {
  if (endedBy !== 'lost') return null
  return mayStillRun?.because === 'end not told'
    ? { of: 'container', reason: 'it, or its engine, went away' }
    : { of: 'host', reason: 'the connection was lost' }
}

/** What is lost where a command of a launch could not be run; null where nothing is. */
export function lossOfError(error: unknown): Loss | null {
  return BerthError.isInstance(error) && error.kind === 'unreachable' ? { of: 'host', reason: error.reason } : null
}
