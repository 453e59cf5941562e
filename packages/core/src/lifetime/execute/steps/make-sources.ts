import { operationOn, runProgram } from '../../../command/operation/index.js'
import { programs } from '../../../command/programs.generated.js'
import type { CallOptions } from '../../observe/host-access.js'
import { sourcesToMake } from '../../spec/host-spec.js'
import type { ExecutionContext } from '../execution-context.js'
import { stepOperations } from './operations.js'

/**
 * Makes the folders that a host lacks and that the cluster file mounts with `create`, as the login user. They stay,
 * whatever becomes of the launch: others may have put something there. Rejects with `BERTH_LAUNCH_FAILED`.
 */
export async function makeSources(
  host: string,
  { container, observed, connect }: Pick<ExecutionContext, 'container' | 'observed' | 'connect'>,
  call: CallOptions,
): Promise<void> {
  const facts = observed.facts.get(host)
  const missing = facts === undefined ? [] : sourcesToMake(container, facts)
  if (missing.length === 0) return
  const command = ['sh', '-c', programs['lifetime/make-sources'], 'berth-make-sources', ...missing]
  const connection = await connect(host, call)
  await runProgram(connection, operationOn(host, stepOperations.makeSources), command, { ...call, timeout: 60_000 })
}
