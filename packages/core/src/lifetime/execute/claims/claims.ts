import { operationError, operationOn, runProgram } from '../../../command/operation/index.js'
import { BerthError, type CommandScope } from '../../../errors/index.js'
import { takeDown } from '../../../errors/remedies/berth-commands.js'
import { type FailureBudget, onHosts } from '../../../fanout/index.js'
import { type Claimant, claimCommand, unclaimCommand } from '../../inside/commands.js'
import type { CallOptions, HostAccess } from '../../observe/host-access.js'
import { readLabels } from '../../owners/labels.js'
import { containerShell } from '../container-shell.js'
import { orRemoved } from '../failure/removed-meanwhile.js'
import type { HeldContainer } from '../held-container.js'
import { inArbiterOrder } from '../steps/arbiter-first.js'
import { launchOf } from './launch-of.js'
import { insideOperations } from './operations.js'

/** What claiming needs, beside the containers. */
export interface ClaimContext extends HostAccess {
  readonly claimant: Claimant
}

/** What claiming needs where the call may go on without hosts. */
export interface BudgetedClaimContext extends ClaimContext {
  readonly budget: FailureBudget
  /** What the `berth` commands of remedies are for. */
  readonly scope: CommandScope
}

/** Milliseconds for a claim, and for taking claims back. */
const limit = { claim: 60_000, unclaim: 10_000 }

/**
 * Leaves a claim in each of these containers: on the lowest-sorted host first, as arbiter between those who come and a
 * run that takes back what it launched, as that run begins there too; on the others at once after that. Goes on without
 * as many hosts as may fail, and takes back there what may have been left. Rejects with one `HostsError`, and takes
 * back all claims, where a container is about to be removed (`BERTH_IN_USE`), or a claim cannot be left
 * (`BERTH_CLAIM_FAILED`).
 */
export async function claimContainers(
  containers: ReadonlyMap<string, HeldContainer>,
  context: BudgetedClaimContext,
  call: CallOptions,
): Promise<void> {
  const { budget } = context
  const claimed = new Set<string>()
  try {
    await inArbiterOrder(containers.keys(), async (some) => {
      const done = await budget.onHosts(
        some,
        'claim',
        (host) => claim(host, containers.get(host), context, call),
        containers.size,
      )
      for (const host of done.keys()) claimed.add(host)
      return done.keys()
    })
  } catch (error) {
    await takeBackClaims(containers, context)
    throw error
  }
  const failed = [...containers].filter(([host]) => !claimed.has(host))
  if (failed.length > 0) await takeBackClaims(new Map(failed), context)
}

async function claim(
  host: string,
  container: HeldContainer | undefined,
  context: BudgetedClaimContext,
  call: CallOptions,
): Promise<void> {
  const operation = operationOn(host, insideOperations.claim)
  const shell = await containerShell(context, host, container, call)
  const command = claimCommand(launchOf(container), context.claimant)
  const options = { ...call, user: '0', timeout: limit.claim }
  const { stdout } = await runProgram(shell, operation, command, options).catch(async (error: unknown) => {
    throw BerthError.isInstance(error) ? await orRemoved(error, host, container, context) : error
  })
  const [, seconds, run] = /^sealed (\d+) (.*)$/m.exec(stdout) ?? []
  if (run === undefined) return
  throw operationError(
    { ...operation, code: 'BERTH_IN_USE' },
    {
      reason: `run ${run} is about to remove the container`,
      remedy: [
        `Run this again in a moment; if that run has died, in ${seconds} s, when its claim to the container ends.`,
        ...(isTakenDown(container, run)
          ? ['Or have the rest of it taken down first.', takeDown(context.scope, {})]
          : []),
      ],
    },
  )
}

/** Whether a run that is about to remove a container takes it down: who launched a container takes it back. */
function isTakenDown(container: HeldContainer | undefined, run: string): boolean {
  const labels = readLabels(container?.labels ?? {})
  return labels !== null && labels.lifetime === 'per_run' && labels.handedOver && labels.run !== run
}

/** Takes back the claims of the claimant. Never rejects: a claim that stays is told from others by its dead process. */
export async function takeBackClaims(
  containers: ReadonlyMap<string, HeldContainer>,
  context: ClaimContext,
): Promise<void> {
  await onHosts(containers.keys(), 'take back a claim', async (host) => {
    const shell = await containerShell(context, host, containers.get(host), {})
    const options = { user: '0', timeout: limit.unclaim }
    await runProgram(shell, operationOn(host, insideOperations.unclaim), unclaimCommand(context.claimant), options)
  })
}
