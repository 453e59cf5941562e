import { operationOn, runProgram } from '../../command/operation/index.js'
import { launchOf } from '../../lifetime/execute/claims/launch-of.js'
import { insideOperations } from '../../lifetime/execute/claims/operations.js'
import { containerShell } from '../../lifetime/execute/container-shell.js'
import type { HeldContainer } from '../../lifetime/execute/held-container.js'
import type { CallOptions, HostAccess } from '../../lifetime/observe/host-access.js'
import { renewalCommand } from '../../program/index.js'

/** How one renewal is made. */
export interface RenewOptions extends CallOptions {
  /** Seconds of the lease. */
  readonly lease: number
  /** Milliseconds that the renewal may take. */
  readonly timeout: number
}

/**
 * Renews the lease of one host's container, over the connection that is open. Resolves with what the program printed.
 * Rejects with `BERTH_CLAIM_FAILED` or with what stood in the way.
 */
export async function renewLease(
  host: string,
  container: HeldContainer,
  access: HostAccess,
  { lease, timeout, ...call }: RenewOptions,
): Promise<string> {
  const shell = await containerShell(access, host, container, call)
  const operation = operationOn(host, insideOperations.renew)
  const command = renewalCommand(launchOf(container), lease)
  const { stdout } = await runProgram(shell, operation, command, { ...call, user: '0', timeout })
  return stdout
}
