import { BoundedOutput } from '../../../command/output/bounded-output.js'
import type { OutputStream } from '../../../contract/index.js'
import { OutputTail } from '../../../provision/output-tail.js'
import { type RankEnding, RankEndings } from '../failure/rank-endings.js'
import type { Said } from '../failure/read-failure.js'

/** Bytes kept of each stream. */
const mostOutput = 4 * 1024 * 1024

/** The output of a launcher: kept from its beginning and to its end, without the lines by which ranks tell of ends. */
export class LaunchOutput {
  readonly #pass: ((stream: OutputStream, chunk: Uint8Array) => unknown) | undefined
  readonly #endings: RankEndings
  readonly #kept: Readonly<Record<OutputStream, BoundedOutput>>
  readonly #tails = { stdout: new OutputTail(), stderr: new OutputTail() }

  /** `mark`: by which ranks tell of their ends. */
  constructor(mark: string, pass: LaunchOutput['push'] | undefined, maxOutput: number = mostOutput) {
    this.#endings = new RankEndings(mark)
    this.#pass = pass
    this.#kept = { stdout: new BoundedOutput(maxOutput), stderr: new BoundedOutput(maxOutput) }
  }

  /** Takes a piece. A promise says that whoever takes the output is slower. */
  readonly push = (stream: OutputStream, chunk: Uint8Array): unknown =>
    this.#take(stream, stream === 'stderr' ? this.#endings.push(chunk) : chunk)

  /** Takes what is held back: nothing more will come. */
  async finish(): Promise<void> {
    await this.#take('stderr', this.#endings.finish())
  }

  /** What ranks told of their bad ends, the first one first. */
  get endings(): readonly RankEnding[] {
    return this.#endings.endings
  }

  /** What was kept from the beginning. */
  get kept(): Said & { readonly truncated: boolean } {
    const { stdout, stderr } = this.#kept
    return { stdout: stdout.text(), stderr: stderr.text(), truncated: stdout.truncated || stderr.truncated }
  }

  /** The ends of what was printed. */
  get said(): Said {
    return { stdout: this.#tails.stdout.text(), stderr: this.#tails.stderr.text() }
  }

  #take(stream: OutputStream, chunk: Uint8Array): unknown {
    if (chunk.length === 0) return undefined
    this.#kept[stream].push(chunk)
    this.#tails[stream].push(stream, chunk)
    return this.#pass?.(stream, chunk)
  }
}
