import { randomUUID } from 'node:crypto'
import type { ExecResult, HostConnection, RuntimeCallOptions, UnknownObservation } from '../contract/index.js'
import { BerthError } from '../errors/index.js'
import type { ProgramAnswer } from './ask-for-reports.js'
import { type HostProgram, programCommand } from './host-program.js'
import type { Trouble } from './operation.js'
import { parseReports } from './reports/parse-reports.js'
import { unknownObservation } from './unknown-observation.js'

/** An answer that may be read, or what the observation comes to without one. */
export type ObservationAnswer = { readonly answer: ProgramAnswer } | { readonly unknown: UnknownObservation }

/**
 * Asks a host about its named container: one round trip, 60 s unless the caller says otherwise. Every end but a whole
 * answer is `unknown`. `title` names what may be slow to answer, `said` makes standard error fit for a message. Rejects
 * with `BERTH_ABORTED` only.
 */
export async function askForObservation(
  host: HostConnection,
  program: HostProgram,
  { timeout = 60_000, signal }: RuntimeCallOptions,
  { title, said }: { readonly title: string; readonly said: (stderr: string) => string },
): Promise<ObservationAnswer> {
  const nonce = randomUUID()
  let result: ExecResult
  try {
    result = await host.exec(programCommand(program, nonce), { timeout, ...(signal && { signal }) })
  } catch (error) {
    return { unknown: unknownObservation(error) }
  }
  switch (result.endedBy) {
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
      return unknown({
        reason: `${title} did not answer within ${timeout / 1000} s`,
        remedy: `Look at the load of the host and its disks, and at ${title}.`,
      })
    case 'lost':
      return unknown({ reason: 'the connection was lost while the host was looked at', remedy: tryAgain }, true)
    case 'exit':
    case 'signal': {
      const { stdout, stderr, exitCode, truncated } = result
      if (exitCode !== 0 || truncated)
        return unknown({ reason: `the probe failed: ${said(stderr) || 'without a word'}`, remedy: tryAgain })
      const { reports, end } = parseReports(stdout, nonce)
      return end === 'finished' ? { answer: { reports, stderr } } : unknown(incompleteObservation)
    }
    default:
      return result.endedBy satisfies never
  }
}

/** An answer of an observation that was cut off or mixed up. */
export const incompleteObservation: Trouble = {
  reason: 'the answer of the probe is incomplete',
  remedy: 'Try again; if it stays so, look for a full disk, or for limits on the processes of the login user.',
}

const tryAgain = 'Check that the host is up and that its disk is not full, then try again.'

function unknown({ reason, remedy }: Trouble, unreachable = false): ObservationAnswer {
  return { unknown: { state: 'unknown', reason, remedy, unreachable } }
}
