import { BerthError, HostsError, WrongUseError } from '../errors/index.js'

/** What the work on one host came to: its value, or the error of a failure. */
export type HostOutcome<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: BerthError }

/**
 * Does the same on all hosts at once and waits for all of them: every host asked has an outcome, in the order asked,
 * whatever happens on the others. Errors that are not Berth's own are wrapped with the host and the operation.
 */
export async function onHosts<Value>(
  hosts: Iterable<string>,
  operation: string,
  work: (host: string) => Promise<Value>,
): Promise<Map<string, HostOutcome<Value>>> {
  const outcomes = await Promise.all(
    [...hosts].map(async (host): Promise<[string, HostOutcome<Value>]> => {
      try {
        return [host, { ok: true, value: await work(host) }]
      } catch (error) {
        return [host, { ok: false, error: asBerthError(error, operation, host) }]
      }
    }),
  )
  return new Map(outcomes)
}

/**
 * {@link onHosts}, where every host must succeed. Throws one `HostsError` with all failures, once all hosts are done.
 */
export async function onAllHosts<Value>(
  hosts: Iterable<string>,
  operation: string,
  work: (host: string) => Promise<Value>,
): Promise<Map<string, Value>> {
  return allSucceeded(operation, await onHosts(hosts, operation, work))
}

/** The values of outcomes that must all be good. Throws one `HostsError` with all failures otherwise. */
function allSucceeded<Value>(operation: string, outcomes: ReadonlyMap<string, HostOutcome<Value>>): Map<string, Value> {
  const failures = failuresOf(outcomes)
  if (failures.size > 0) throw new HostsError(operation, failures, outcomes.size, valuesOf(outcomes))
  return valuesOf(outcomes)
}

/** The hosts that failed, each with its error. */
export function failuresOf<Value>(outcomes: ReadonlyMap<string, HostOutcome<Value>>): Map<string, BerthError> {
  const failures = new Map<string, BerthError>()
  for (const [host, outcome] of outcomes) if (!outcome.ok) failures.set(host, outcome.error)
  return failures
}

/** The hosts that succeeded, each with its value. */
export function valuesOf<Value>(outcomes: ReadonlyMap<string, HostOutcome<Value>>): Map<string, Value> {
  const values = new Map<string, Value>()
  for (const [host, outcome] of outcomes) if (outcome.ok) values.set(host, outcome.value)
  return values
}

/**
 * An error that is not Berth's own, wrapped as a `BerthError`; Berth's own as it is. Any other error than these and
 * wrong use is a fault.
 */
export function asBerthError(error: unknown, operation: string, host?: string): BerthError {
  if (BerthError.isInstance(error)) return error
  return new BerthError({
    code: WrongUseError.isInstance(error) ? 'BERTH_CONFIG_INVALID' : 'BERTH_COMMAND_FAILED',
    ...(host !== undefined && { host }),
    operation,
    message: error instanceof Error ? error.message : String(error),
    remedy: WrongUseError.isInstance(error)
      ? 'Nothing was run: change what was asked for.'
      : 'This is a fault in Berth or in an adapter: please report it with the stack of its cause.',
    cause: error,
  })
}
