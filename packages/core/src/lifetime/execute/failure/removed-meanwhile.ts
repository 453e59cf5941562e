import type { ContainerHandle } from '../../../contract/index.js'
import { BerthError } from '../../../errors/index.js'
import { bringUp } from '../../../errors/remedies/berth-commands.js'
import { leaseOf } from '../../owners/labels.js'
import type { ExecutionContext } from '../execution-context.js'

/** Another process removed the container that work was done in. */
export class RemovedError extends BerthError {}

/**
 * The error of work in a container that failed: where the container is gone by now, that is why, whatever its end
 * looked like from within. An abort, and a host that cannot be reached, stay what they are.
 */
export async function orRemoved(
  error: BerthError,
  host: string,
  handle: ContainerHandle | undefined,
  { connect, runtime, container, scope }: Pick<ExecutionContext, 'connect' | 'runtime' | 'container' | 'scope'>,
): Promise<BerthError> {
  if (handle === undefined || error.kind === 'interrupted' || error.kind === 'unreachable') return error
  const { id, name } = handle
  const query = { name, image: container.image, privilege: container.runtime.privilege }
  const seen = await connect(host, {})
    .then((connection) => runtime.observe(connection, query))
    .catch(() => null)
  if (seen === null || seen.state === 'unknown' || (seen.state !== 'absent' && seen.container.id === id)) return error
  return new RemovedError({
    code: error.code,
    host,
    operation: error.operation,
    message: `the container ${id.slice(0, 12)} is gone: another process removed it meanwhile${endsItself(handle) ? ', or it ended' : ''}`,
    remedy: ['Run it again once whoever removed it is done.', bringUp(scope, {})],
    cause: error,
  })
}

/** A container with a lease is gone when it ends, as when its engine is restarted. */
function endsItself({ labels }: ContainerHandle): boolean {
  return leaseOf(labels) !== null
}
