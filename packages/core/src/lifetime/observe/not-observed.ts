import type { UnknownObservation } from '../../contract/index.js'
import { BerthError } from '../../errors/index.js'

/** The error of a host that could not be observed. */
export function notObserved(
  host: string,
  { reason, remedy, varying, unreachable, ...seen }: UnknownObservation,
): BerthError {
  const code = unreachable ? (seen.code ?? 'BERTH_HOST_UNREACHABLE') : 'BERTH_PROBE_UNTRUSTED'
  return new BerthError({ code, host, operation: 'observe', message: reason, remedy, varying })
}
