import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { TestbedError } from '../../contract/testbed-error.js'

/**
 * Runs a shell program here, with no input and its standard output dropped, in a process group of its own, all of which
 * an abort ends. Rejects with a `TestbedError` if the program ends with another exit code than 0.
 */
export async function shell(program: string, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted()
  const child = spawn('sh', ['-c', program], { detached: true, stdio: ['ignore', 'ignore', 'pipe'] })
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-2000)
  })
  const end = (): void => {
    const ended = child.exitCode !== null || child.signalCode !== null
    if (child.pid !== undefined && !ended) process.kill(-child.pid, 'SIGTERM')
  }
  signal.addEventListener('abort', end, { once: true })
  const [code] = await once(child, 'close').finally(() => signal.removeEventListener('abort', end))
  signal.throwIfAborted()
  if (code !== 0) throw new TestbedError(`A program of the benchmark failed: ${stderr.trim() || `exit code ${code}`}`)
}

/** A shell program that runs all lines at once and fails if one of them does. */
export function allAtOnce(lines: readonly string[]): string {
  const started = lines.map((line) => `{ ${line}; } & pids="$pids $!"`).join('\n')
  return `pids=; failed=0\n${started}\nfor pid in $pids; do wait "$pid" || failed=1; done\nexit $failed`
}
