import { operationOn, runProgram } from '../../../command/operation/index.js'
import { BerthError } from '../../../errors/index.js'
import { commitCommand } from '../../inside/commands.js'
import type { CallOptions } from '../../observe/host-access.js'
import { leaseOf } from '../../owners/labels.js'
import { containerShell } from '../container-shell.js'
import type { ExecutionContext } from '../execution-context.js'
import { orRemoved } from '../failure/removed-meanwhile.js'
import type { HeldContainer } from '../held-container.js'
import { launchOf } from './launch-of.js'
import { insideOperations } from './operations.js'

/**
 * Writes down in each of these containers, at once on all hosts, that its launch will not be undone any more. From the
 * first attempt on this must be true: others may have read it, whatever became of the attempt. Goes on without as many
 * hosts as may fail; rejects otherwise with one `HostsError` of `BERTH_CLAIM_FAILED` or of what stood in the way.
 */
export async function commitLaunches(
  containers: ReadonlyMap<string, HeldContainer>,
  context: ExecutionContext,
  call: CallOptions,
): Promise<void> {
  await context.budget.onHosts([...containers.keys()], 'write down that the launch is done', async (host) => {
    const container = containers.get(host)
    const shell = await containerShell(context, host, container, call)
    const options = { ...call, user: '0', timeout: 60_000 }
    const operation = operationOn(host, insideOperations.commit)
    const command = commitCommand(launchOf(container), context.claimant, leaseOf(container?.labels ?? {}))
    const { stdout } = await runProgram(shell, operation, command, options).catch(async (error: unknown) => {
      throw BerthError.isInstance(error) ? await orRemoved(error, host, container, context) : error
    })
    context.leases.renewed(host, stdout)
  })
}
