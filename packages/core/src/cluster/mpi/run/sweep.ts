import { operationOn, runProgram } from '../../../command/operation/index.js'
import type { ContainerExecOptions } from '../../../contract/index.js'
import type { BerthError } from '../../../errors/index.js'
import { failuresOf, onHosts } from '../../../fanout/index.js'
import { sweepCommand } from '../gate/gate-commands.js'
import { mpiOperations } from '../operations.js'
import type { MpiJob } from './mpi-job.js'

/** Ends what a launch has left on the hosts. Gives the hosts where something may be left, with why. Never rejects. */
export async function sweep(
  { placed, shellOf }: Pick<MpiJob, 'placed' | 'shellOf'>,
  tag: string,
  exec: Pick<ContainerExecOptions, 'user'>,
  lost: ReadonlyMap<string, unknown>,
): Promise<ReadonlyMap<string, BerthError>> {
  const { operation } = mpiOperations.sweep
  const outcomes = await onHosts(
    placed.flatMap(({ host }) => (lost.has(host) ? [] : [host])),
    operation,
    async (host) =>
      runProgram(await shellOf(host, {}), operationOn(host, mpiOperations.sweep), sweepCommand(tag), {
        ...exec,
        timeout: sweepTime,
      }),
  )
  return failuresOf(outcomes)
}

/** Milliseconds for a sweep of one container. */
const sweepTime = 15_000
