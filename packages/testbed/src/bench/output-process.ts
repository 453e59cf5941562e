import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { TestbedError } from '../errors.js'
import type { OutputReport, OutputTask } from './output-messages.js'
import type { Scene } from './scene.js'

/** A process of Berth's own that runs one command on all hosts, its output going to files. It ends with the scene. */
export class OutputProcess {
  readonly #child: ChildProcess
  readonly #signal: AbortSignal
  /** The most memory that the process has had so far. */
  peakBytes = 0

  private constructor(child: ChildProcess, signal: AbortSignal) {
    this.#child = child
    this.#signal = signal
  }

  /** Resolves when the process has its connections, which it keeps. */
  static async start({ clusterFile, environment, signal, onEnd }: Scene, program: string): Promise<OutputProcess> {
    const worker = fileURLToPath(new URL('./output-worker.js', import.meta.url))
    const child = fork(worker, [clusterFile, program], { env: { ...process.env, ...environment } })
    onEnd(async () => {
      child.kill()
    })
    const started = new OutputProcess(child, signal)
    await started.#report()
    return started
  }

  /** Runs the command. Rejects if it fails anywhere. */
  async run(folder: string): Promise<void> {
    this.#child.send({ folder } satisfies OutputTask)
    await this.#report()
  }

  async #report(): Promise<void> {
    const [message] = (await once(this.#child, 'message', { signal: this.#signal })) as [OutputReport]
    if (message.failure !== null) throw new TestbedError(`Berth could not fetch the output: ${message.failure}`)
    this.peakBytes = message.peakBytes
  }
}
