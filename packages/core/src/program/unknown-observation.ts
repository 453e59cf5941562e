import type { Trouble } from '../command/operation/index.js'
import type { UnknownObservation } from '../contract/observation.js'
import { BerthError, errorKinds } from '../errors/index.js'

/**
 * The observation where the question to the host was not answered, for adapters: `unknown`, with the reason and the
 * remedy of the error. Throws an abort, and an error that is no `BerthError`, as they are.
 *
 * @example
 * ```ts
 * observe: (host, query, options) => look(host, query, options).catch(unknownObservation)
 * ```
 */
export function unknownObservation(error: unknown): UnknownObservation {
  if (!BerthError.isInstance(error) || error.code === 'BERTH_ABORTED') throw error
  return {
    state: 'unknown',
    reason: error.reason,
    remedy: error.advice ?? 'Look at the host, then try again.',
    varying: error.varying,
    ...reachOf(error),
  }
}

/** Whether an error says that the host could not be reached, and by which code. */
export function reachOf({ kind, code }: BerthError): Pick<UnknownObservation, 'unreachable' | 'code'> {
  const unreachable = kind === 'unreachable'
  return { unreachable, ...(unreachable && errorKinds[code] === kind && { code }) }
}

/** The trouble with an answer to an observation that was cut off or mixed up. */
export const incompleteObservation: Trouble = {
  reason: 'the answer of the probe is incomplete',
  remedy: 'Try again; if it stays so, look for a full disk, or for limits on the processes of the login user.',
}
