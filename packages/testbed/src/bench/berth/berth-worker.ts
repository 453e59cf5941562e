import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { TestbedError } from '../../contract/testbed-error.js'
import type { Scene } from '../scene/scene.js'
import type { WorkerReport, WorkerTask } from './worker-messages.js'

/** A process that does nothing but Berth's work, so that its memory can be told. It ends with the scene. */
export class BerthWorker {
  readonly #child: ChildProcess
  readonly #signal: AbortSignal
  #peakBytes = 0

  private constructor(child: ChildProcess, signal: AbortSignal) {
    this.#child = child
    this.#signal = signal
  }

  /** Resolves when the process has connections to all hosts, which it keeps. */
  static async start({ clusterFile, environment, signal, onEnd }: Scene): Promise<BerthWorker> {
    const program = fileURLToPath(new URL('../worker.js', import.meta.url))
    const child = fork(program, [clusterFile], { env: { ...process.env, ...environment } })
    onEnd(async () => {
      child.kill()
    })
    const worker = new BerthWorker(child, signal)
    await worker.#report()
    return worker
  }

  /** Resolves when the task is done. Rejects if it fails on any host. */
  async perform(task: WorkerTask): Promise<void> {
    this.#child.send(task)
    await this.#report()
  }

  /** The most memory that the process has had so far, for the table. */
  readonly peakMemory = (): string => `peak memory ${Math.round(this.#peakBytes / 1e6)} MB`

  async #report(): Promise<void> {
    const over = new AbortController()
    const signal = AbortSignal.any([this.#signal, over.signal])
    try {
      const [message] = await Promise.race([
        once(this.#child, 'message', { signal }),
        once(this.#child, 'exit', { signal }).then(() => [{ peakBytes: 0, failure: 'its process ended' }]),
      ])
      const { peakBytes, failure } = message as WorkerReport
      if (failure !== null) throw new TestbedError(`Berth failed in the benchmark: ${failure}`)
      this.#peakBytes = peakBytes
    } finally {
      over.abort()
    }
  }
}
