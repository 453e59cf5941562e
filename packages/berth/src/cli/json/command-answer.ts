import type { HostResult } from '@berth/core'
import { type OutputText, outputText } from './output-text.js'

/** What became of a command on one host. */
export interface CommandAnswer extends Pick<HostResult, 'exitCode' | 'signal' | 'endedBy' | 'truncated' | 'duration'> {
  readonly mayStillRun: NonNullable<HostResult['mayStillRun']> | null
  /** Null with `--stream`, which has printed it. */
  readonly stdout: OutputText | null
  /** Null with `--stream`, which has printed it. */
  readonly stderr: OutputText | null
  /** Whether `stdout` or `stderr` is no UTF-8, and so stands there as base64. */
  readonly binary: boolean
}

/** A result as JSON. `streamed`: its output was printed as it came, and is not repeated. */
export function commandAnswer(result: HostResult<Uint8Array>, streamed: boolean): CommandAnswer {
  const { exitCode, signal, endedBy, mayStillRun = null, truncated, duration } = result
  const ended = { exitCode, signal, endedBy, mayStillRun, duration }
  if (streamed) return { ...ended, stdout: null, stderr: null, binary: false, truncated: false }
  const stdout = outputText(result.stdout, truncated)
  const stderr = outputText(result.stderr, truncated)
  const binary = typeof stdout !== 'string' || typeof stderr !== 'string'
  return { ...ended, stdout, stderr, binary, truncated }
}
