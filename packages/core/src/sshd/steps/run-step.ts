import type { Command, ContainerShell, ExecResult } from '../../contract/index.js'
import { BerthError } from '../../errors/index.js'

/** Options of {@link runStep}. */
export interface StepOptions {
  readonly stdin?: string
  readonly signal?: AbortSignal
}

/** Milliseconds for one step in one container. */
const stepTimeout = 60_000

/** Runs one step of sshd's set-up in a container, as uid 0. Rejects with `BERTH_SSHD_FAILED` if it does not succeed, with `BERTH_ABORTED` if it is aborted. */
export async function runStep(
  container: ContainerShell,
  operation: string,
  command: Command,
  { stdin, signal }: StepOptions,
): Promise<ExecResult> {
  const result = await container.exec(command, {
    user: '0',
    timeout: stepTimeout,
    ...(stdin !== undefined && { stdin }),
    ...(signal && { signal }),
  })
  if (result.exitCode === 0) return result
  throw new BerthError({
    code: result.endedBy === 'abort' ? 'BERTH_ABORTED' : 'BERTH_SSHD_FAILED',
    host: container.host,
    operation,
    message: `ended by ${result.endedBy}${result.exitCode === null ? '' : ` ${result.exitCode}`}: ${result.stderr.trim() || 'it said nothing'}`,
    remedy: 'Look at the container: /var/lib/berth must be writable, and ssh-keygen must work.',
  })
}
