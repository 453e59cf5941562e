import { type Operation, runProgram } from '../../command/operation/index.js'
import type { Command, ContainerShell, ExecResult } from '../../contract/index.js'

/** Options of {@link runStep}. */
export interface StepOptions {
  readonly stdin?: string
  /** Bytes of output that are kept. Default is what `exec` keeps. */
  readonly maxOutput?: number
  readonly signal?: AbortSignal
}

/** Milliseconds for one step in one container. */
export const stepTimeout = 60_000

/** Runs one step of sshd's set-up in a container, as uid 0. Rejects as {@link runProgram} does. */
export function runStep(
  container: ContainerShell,
  operation: Operation,
  command: Command,
  { stdin, maxOutput, signal }: StepOptions,
): Promise<ExecResult> {
  return runProgram(container, operation, command, {
    user: '0',
    timeout: stepTimeout,
    ...(stdin !== undefined && { stdin }),
    ...(maxOutput !== undefined && { maxOutput }),
    ...(signal && { signal }),
  })
}
