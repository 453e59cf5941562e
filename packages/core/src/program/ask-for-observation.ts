import type { ExecResult } from '../contract/command.js'
import type { RuntimeCallOptions } from '../contract/container-runtime.js'
import type { UnknownObservation } from '../contract/observation.js'
import type { HostConnection } from '../contract/transport.js'
import { BerthError } from '../errors/index.js'
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
  { timeout = 60_000, signal }: RuntimeCallOptions,
  { engine, said }: { readonly engine: string; readonly said: (stderr: string) => string },
): Promise<ObservationAnswer> {
  let answer: ExecResult
  try {
    answer = await host.exec(command, { timeout, ...(signal && { signal }) })
  } catch (error) {
    return { unknown: unknownObservation(error) }
  }
  switch (answer.endedBy) {
    case 'abort':
      throw new BerthError({
        code: 'BERTH_ABORTED',
        host: host.host,
        operation: 'observe',
        message: 'aborted',
        cause: signal?.reason,
      })
    case 'timeout':
    case 'idle':
      return unknown(
        `${engine} did not answer within ${timeout / 1000} s`,
        `Look at the load of the host and its disks, and at ${engine}.`,
      )
    case 'lost':
      return unknown('the connection was lost while the host was looked at', tryAgain, true)
    case 'exit':
    case 'signal':
      if (answer.exitCode === 0 && !answer.truncated) return { answer }
      return unknown(`the probe failed: ${said(answer.stderr) || 'without a word'}`, tryAgain)
    default:
      return answer.endedBy satisfies never
  }
}

const tryAgain = 'Check that the host is up and that its disk is not full, then try again.'

function unknown(reason: string, remedy: string, unreachable = false): ObservationAnswer {
  return { unknown: { state: 'unknown', reason, remedy, unreachable } }
}
