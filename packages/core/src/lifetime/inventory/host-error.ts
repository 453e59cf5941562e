import type { InventoryTrouble } from '../../contract/index.js'
import { BerthError, type ErrorCode, remedySteps } from '../../errors/index.js'

const operation = 'list containers'

/** The error of an engine that could not be looked at. */
export function notTold(runtime: string, host: string, { reason, remedy, varying }: InventoryTrouble): BerthError {
  return new BerthError({
    code: 'BERTH_PROBE_UNTRUSTED',
    host,
    operation,
    message: `${runtime}: ${reason}`,
    remedy,
    varying,
  })
}

/**
 * All that went wrong on one host, as one error that tells each: its operation is that of the first. Null for nothing.
 */
export function hostError(host: string, errors: readonly BerthError[]): BerthError | null {
  const each = [...new Map(errors.map((error) => [`${error.code} ${error.reason}`, error])).values()]
  const [first, ...more] = each
  if (first === undefined || more.length === 0) return first ?? null
  return new BerthError({
    code: leadingCode(each),
    host,
    operation: first.operation,
    message: each.map(({ reason }) => reason).join('\n'),
    remedy: each.flatMap(({ advice }) => (advice === undefined ? [] : remedySteps(advice))),
    retryable: each.every(({ retryable }) => retryable),
    varying: Object.assign({}, ...each.map(({ varying }) => varying)),
    cause: first,
  })
}

/** A host out of reach is the first thing to mend. */
function leadingCode(errors: readonly BerthError[]): ErrorCode {
  return (errors.find(({ kind }) => kind === 'unreachable') ?? errors[0])?.code ?? 'BERTH_PROBE_UNTRUSTED'
}
