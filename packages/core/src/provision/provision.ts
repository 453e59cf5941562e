import { randomUUID } from 'node:crypto'
import { notRun, operationOn } from '../command/operation/index.js'
import type { ContainerShell } from '../contract/container-shell.js'
import type { ContainerExecOptions, ExecResult, OutputStream } from '../contract/index.js'
import { parseMarker } from './marker.js'
import { provisionOperations } from './operations.js'
import { OutputTail } from './output-tail.js'
import { provisionCommand, reportPrefix } from './provision-command.js'
import type { ProvisionResult } from './provision-result.js'
import { ReportedOutput } from './reported-output.js'
import type { SetupScript } from './setup-script.js'

/** Milliseconds that a setup script may take where its caller does not say. */
export const provisionLimit = 600_000

/** Options of {@link provision}. */
export interface ProvisionOptions {
  /** Id of the run, as the marker names it. */
  readonly run: string
  /** Id of the launch that made the container: a marker that names another came along in the image. */
  readonly launch: string
  /**
   * Ends the script's whole process tree; the outcome is `aborted`. Rejects with `BERTH_ABORTED` if nothing had
   * started.
   */
  readonly signal?: AbortSignal
  /** Milliseconds after which the script's whole process tree is ended. Default is 600,000. */
  readonly timeout?: number
  /**
   * Called with each piece of the script's output as it arrives: both streams of the script in the order in which it
   * printed, as standard output. What is printed to standard error is not the script's. A promise holds the rest of the
   * output back until it is fulfilled.
   */
  readonly onOutput?: (stream: OutputStream, chunk: Uint8Array) => unknown
}

/**
 * Runs the setup script in one container as uid 0, once: of any number of runs that try at the same time, exactly one
 * does. In one round trip it claims the container's marker, decodes the whole script before any of it runs, runs it
 * with its standard input closed and its output in the log too, and completes the marker. A process that the script
 * leaves behind goes on, and what it prints is in the log. How the script ended is a value; rejects only where the
 * script was not seen to start: with `BERTH_PROVISION_FAILED` if nothing was run, or with the error of what stood in
 * the way of the start.
 */
export async function provision(
  container: ContainerShell,
  script: SetupScript,
  { run, launch, signal, timeout = provisionLimit, onOutput }: ProvisionOptions,
): Promise<ProvisionResult> {
  const other = [run, launch].find((id) => !/^[\w.:-]+$/.test(id))
  if (other !== undefined)
    throw new TypeError(`An id has letters, digits, "_", ".", ":" and "-" only, not ${JSON.stringify(other)}`)
  const nonce = randomUUID()
  const tail = new OutputTail()
  const reported = new ReportedOutput(reportPrefix(nonce), (stream, chunk) => {
    tail.push(stream, chunk)
    return onOutput?.(stream, chunk)
  })
  const options: ContainerExecOptions = {
    user: '0',
    timeout,
    ...(signal && { signal }),
    onOutput: (stream, chunk) => reported.push(stream, chunk),
    maxOutput: 0,
  }
  const result = await container
    .exec(provisionCommand(script, { run, launch }, nonce), options)
    .catch((error: unknown) => {
      throw notRun(operationOn(container.host, provisionOperations.provision), error)
    })
  await reported.flush()
  return provisionResult(result, reported.report, { output: tail.text(), truncated: tail.dropped })
}

type EndOfProgram = Pick<ExecResult, 'endedBy' | 'exitCode' | 'signal' | 'mayStillRun' | 'duration'>

/** Reads the program's report and the way it ended. */
export function provisionResult(
  { endedBy, exitCode, signal, mayStillRun, duration }: EndOfProgram,
  report: string | null,
  printed: { readonly output: string; readonly truncated: boolean },
): ProvisionResult {
  const output = { ...printed, duration, ...(mayStillRun && { mayStillRun }) }
  if (endedBy === 'timeout' || endedBy === 'idle') return { outcome: 'timed out', ...output }
  if (endedBy === 'abort') return { outcome: 'aborted', ...output }
  if (endedBy === 'lost') return { outcome: 'lost', ...output }
  const [word, rest] = /^(\S+) ?(.*)$/s.exec(report ?? '')?.slice(1) ?? []
  switch (word) {
    case 'claimed':
      if (exitCode === 0) return { outcome: 'done', duration }
      return { outcome: 'failed', exitCode, signal, ...output }
    case 'taken':
      return { outcome: 'taken', run: rest ?? '' }
    case 'done':
      return { outcome: 'done before', marker: parseMarker(rest ?? '') }
    case 'missing':
      return { outcome: 'missing tool', tool: rest ?? '' }
    case 'unclaimable':
      return { outcome: 'not run', reason: rest ?? '' }
    case 'undecodable':
      return { outcome: 'not run', reason: "the image's base64 did not give the script back whole" }
    default:
      return {
        outcome: 'not run',
        reason: `it ended with ${exitCode ?? signal} before the script: ${printed.output.trim() || 'no output'}`,
      }
  }
}
