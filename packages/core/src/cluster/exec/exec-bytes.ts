import { BoundedOutput } from '../../command/output/bounded-output.js'
import type { ExecOptions, ExecResult } from '../../contract/index.js'

/** Options of one host's command, which say how much of its output is kept. */
export type BoundedExecOptions = ExecOptions & Required<Pick<ExecOptions, 'maxOutput'>>

/** Runs a command, and keeps its output as bytes: transports and runtimes give text. */
export async function execBytes(
  run: (options: BoundedExecOptions) => Promise<ExecResult>,
  { maxOutput, onOutput, ...options }: BoundedExecOptions,
): Promise<ExecResult<Uint8Array>> {
  const kept = { stdout: new BoundedOutput(maxOutput), stderr: new BoundedOutput(maxOutput) }
  const result = await run({
    ...options,
    maxOutput: 0,
    onOutput: (stream, chunk) => {
      kept[stream].push(chunk)
      return onOutput?.(stream, chunk)
    },
  })
  const truncated = kept.stdout.truncated || kept.stderr.truncated
  return { ...result, stdout: kept.stdout.bytes(), stderr: kept.stderr.bytes(), truncated }
}
