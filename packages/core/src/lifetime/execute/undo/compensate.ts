import type { ContainerHandle } from '../../../contract/index.js'
import { BerthError, type BerthErrorDetails } from '../../../errors/index.js'
import { failuresOf, onHosts } from '../../../fanout/index.js'
import { reported } from '../../events.js'
import { sealCommand } from '../../inside/commands.js'
import { reachEngine } from '../../observe/observed-engine.js'
import { describeUsers } from '../claims/describe-users.js'
import { launchOf } from '../claims/launch-of.js'
import type { ExecutionContext } from '../execution-context.js'
import { arbiterFirst } from '../steps/arbiter-first.js'
import { lateCreation } from './late-creation.js'
import type { LaunchRecord } from './launch-record.js'
import { takeDownLeft } from './take-down-left.js'

/**
 * Removes the containers that this call created, by id, never containers that were there before, and none that somebody
 * has claimed since or found complete: the lowest-sorted host comes first, as arbiter, and where its container is in
 * use all stay. Where the outcome of a launch is unknown, the container is looked for by the label of the launch.
 * Resolves with each host where a container is left or may come yet. An abort of the call does not stop this.
 */
export async function compensate(
  { created, uncertain }: LaunchRecord,
  context: ExecutionContext,
): Promise<ReadonlyMap<string, BerthError>> {
  const late = onHosts(uncertain.keys(), operation, async (host) => {
    for (const handle of await lateCreation(host, uncertain.get(host) ?? '', context)) await undo(host, handle, context)
  })
  const failures = new Map<string, BerthError>()
  for (const hosts of arbiterFirst(created.keys())) {
    const arbiterIsInUse = [...failures.values()].some((error) => error instanceof InUseError)
    const undone = await onHosts(hosts, operation, (host) =>
      arbiterIsInUse ? spare(host, created.get(host), context) : undo(host, created.get(host), context),
    )
    for (const [host, error] of failuresOf(undone)) failures.set(host, error)
  }
  return new Map([...failures, ...failuresOf(await late)])
}

const operation = 'remove what was launched'

/** A container stays because others use it. */
class InUseError extends BerthError {}

async function undo(host: string, handle: ContainerHandle | undefined, context: ExecutionContext): Promise<void> {
  if (handle === undefined) throw new TypeError(`Nothing was launched on ${host}`)
  const guard = sealCommand(launchOf(handle), context.claimant, 'undo')
  const remove = async (): Promise<void> =>
    context.runtime.remove(await reachEngine(context, host, {}), handle, { guard })
  await reported(context.emit, 'remove', host, remove).catch((cause: unknown) => {
    const left = `container ${handle.id} is left`
    if (BerthError.isInstance(cause) && cause.code === 'BERTH_IN_USE')
      throw new InUseError({ ...inUse(host, context), message: `${left}: it ${describeUsers(cause.reason)}` })
    const why = BerthError.isInstance(cause) ? cause.reason : String(cause)
    const remedy = ['Once the host can be reached, take it down.', takeDownLeft([host], context)]
    throw new BerthError({ code: 'BERTH_REMOVE_FAILED', host, operation, message: `${left}: ${why}`, remedy, cause })
  })
}

/** Leaves a container of a set of which one is in use. */
async function spare(host: string, handle: ContainerHandle | undefined, context: ExecutionContext): Promise<never> {
  throw new BerthError({
    ...inUse(host, context),
    message: `container ${handle?.id} is left with the others of its set`,
  })
}

/** Not an error of a refusal, which would promise that nothing was changed. */
function inUse(host: string, context: ExecutionContext): Omit<BerthErrorDetails, 'message'> {
  const remedy = ['Once nobody uses it any more, take it down.', takeDownLeft([host], context)]
  return { code: 'BERTH_REMOVE_FAILED', host, operation, remedy }
}
