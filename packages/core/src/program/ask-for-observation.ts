import { operationOn, runProgram } from '../command/operation/index.js'
import type { ExecResult } from '../contract/command.js'
import type { RuntimeCallOptions } from '../contract/container-runtime.js'
import type { UnknownObservation } from '../contract/observation.js'
import type { HostConnection } from '../contract/transport.js'
import { callLimits } from './run-operation.js'
import { observation } from './runtime-operations.js'
import { unknownObservation } from './unknown-observation.js'

/** An answer that may be read, or what the observation comes to without one. */
export type ObservationAnswer = { readonly answer: ExecResult } | { readonly unknown: UnknownObservation }

/**
 * Asks a host about its named container, for adapters: one round trip, 60 s unless the caller says otherwise. Every end but an exit with 0
 * and the whole output is `unknown`. `engine` names what may be slow to answer, `said` makes standard error fit for a message. Rejects with
 * `BERTH_ABORTED` only.
 */
export async function askForObservation(
  host: HostConnection,
  command: readonly string[],
  options: RuntimeCallOptions,
  { engine, said }: { readonly engine: string; readonly said: (stderr: string) => string },
): Promise<ObservationAnswer> {
  const operation = operationOn(host.host, observation(engine))
  try {
    return { answer: await runProgram(host, operation, command, callLimits(options, 60_000), said) }
  } catch (error) {
    return { unknown: unknownObservation(error) }
  }
}
