import type { OutputStream } from '../contract/index.js'

/** Takes a program's output, keeps the report that is its first line on standard output, and passes on all the rest. */
export class ReportedOutput {
  readonly #prefix: string
  readonly #pass: (stream: OutputStream, chunk: Uint8Array) => void
  #held: Buffer = Buffer.alloc(0)
  #report: string | null = null

  constructor(prefix: string, pass: (stream: OutputStream, chunk: Uint8Array) => void) {
    this.#prefix = prefix
    this.#pass = pass
  }

  /** The report without its prefix; null if none came. */
  get report(): string | null {
    return this.#report
  }

  /** Takes the next piece; usable as an `onOutput`. */
  push(stream: OutputStream, chunk: Uint8Array): void {
    if (stream === 'stderr' || this.#report !== null) {
      this.#pass(stream, chunk)
      return
    }
    this.#held = Buffer.concat([this.#held, chunk])
    const end = this.#held.indexOf('\n')
    if (end === -1) return
    const line = this.#held.toString('utf8', 0, end)
    if (line.startsWith(this.#prefix)) this.#report = line.slice(this.#prefix.length)
    const rest = this.#held.subarray(this.#report === null ? 0 : end + 1)
    this.#held = Buffer.alloc(0)
    if (rest.length > 0) this.#pass(stream, rest)
  }
}
