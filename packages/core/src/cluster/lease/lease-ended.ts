import type { CommandScope } from '../../errors/index.js'
import { BerthError } from '../../errors/index.js'
import { bringUp } from '../../errors/remedies/berth-commands.js'
import { launchOf } from '../../lifetime/execute/claims/launch-of.js'
import type { HeldContainer } from '../../lifetime/execute/held-container.js'
import { leaseText } from '../../lifetime/lease/lease-text.js'
import type { CallOptions, HostAccess } from '../../lifetime/observe/host-access.js'
import { labelNames, leaseOf } from '../../lifetime/owners/labels.js'

/**
 * The error of a command that did not start: where the container had a lease and is gone by now, that says so. Any
 * other error as it is, also where it cannot be told, or the call is aborted meanwhile.
 */
export async function orLeaseEnded(
  error: unknown,
  host: string,
  container: HeldContainer,
  { connect, runtime, scope }: HostAccess & { readonly scope: CommandScope },
  call: CallOptions,
): Promise<unknown> {
  const lease = leaseOf(container.labels)
  if (lease === null || !BerthError.isInstance(error) || error.code !== 'BERTH_EXEC_NOT_STARTED') return error
  const label = { [labelNames.launch]: launchOf(container) }
  const left = await connect(host, call)
    .then((connection) => runtime.list({ connection, facts: container.engine }, label, call))
    .catch(() => null)
  if (left === null || left.length > 0) return error
  return new BerthError({
    code: error.code,
    host,
    operation: error.operation,
    message: `the container ${container.id.slice(0, 12)} is gone: its lease of ${leaseText(lease)} ends it when nobody has renewed it and nothing runs in it, or it was removed`,
    remedy: [
      'Bring the cluster up again, with a longer container.lease where it is left alone for longer.',
      bringUp(scope, {}),
    ],
    cause: error,
  })
}
