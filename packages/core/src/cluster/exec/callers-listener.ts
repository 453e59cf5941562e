import { isPromise } from '../../command/connection/is-promise.js'
import type { ExecOptions } from '../../contract/index.js'
import { BerthError } from '../../errors/index.js'

type Listener = NonNullable<ExecOptions['onOutput']>

/**
 * A listener of the caller's for one host: an error that the listener throws is told as the caller's own, not as a
 * fault in Berth.
 */
export function callersListener(host: string, onOutput: Listener): Listener {
  const own = (error: unknown): never => {
    throw BerthError.isInstance(error) ? error : thrown(host, error)
  }
  return (stream, chunk) => {
    try {
      const taken = onOutput(stream, chunk)
      return isPromise(taken) ? Promise.resolve(taken).catch(own) : taken
    } catch (error) {
      return own(error)
    }
  }
}

function thrown(host: string, cause: unknown): BerthError {
  return new BerthError({
    code: 'BERTH_COMMAND_FAILED',
    host,
    operation: 'take output',
    message: `onOutput threw: ${cause instanceof Error ? cause.message : String(cause)}`,
    remedy: 'Mend the onOutput of this call: what it throws ends the command.',
    cause,
  })
}
