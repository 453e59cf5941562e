import type { OutputStream } from '../contract/index.js'

type Pass = (stream: OutputStream, chunk: Uint8Array) => unknown

const nothing = Buffer.alloc(0)

/** Bytes of the longest report. */
const longestReport = 64 * 1024

/**
 * Takes a program's output, keeps the report that is its first line on standard output, and passes on all the rest, but
 * for the line on standard output that says that the script ended and what comes after that line.
 */
export class ReportedOutput {
  readonly #prefix: string
  readonly #pass: Pass
  readonly #endOfScript: Buffer
  #held: Buffer = nothing
  #report: string | null = null
  #stage: 'report' | 'script' | 'after' = 'report'

  constructor(prefix: string, pass: Pass) {
    this.#prefix = prefix
    this.#pass = pass
    this.#endOfScript = Buffer.from(`${prefix}ended `)
  }

  /** The report without its prefix; null if none came. */
  get report(): string | null {
    return this.#report
  }

  /** Takes the next piece; usable as an `onOutput`. Gives what the listener gave. */
  push(stream: OutputStream, chunk: Uint8Array): unknown {
    if (stream === 'stderr') return this.#pass(stream, chunk)
    if (this.#stage === 'after') return
    this.#held = Buffer.concat([this.#held, chunk])
    if (this.#stage === 'report') this.#takeReport()
    if (this.#stage === 'script') return this.#passScript()
  }

  /**
   * Passes on what might have been the beginning of a report or of the last line: nothing more comes. Gives what the
   * listener gave.
   */
  flush(): unknown {
    if (this.#stage !== 'after') return this.#give(this.#held.length)
  }

  #takeReport(): void {
    const end = this.#held.indexOf('\n')
    if (end === -1) {
      // A line that is no report may have no end, and is not held back for ever.
      if (this.#held.length > longestReport) this.#stage = 'script'
      return
    }
    const line = this.#held.toString('utf8', 0, end)
    if (line.startsWith(this.#prefix)) this.#report = line.slice(this.#prefix.length)
    this.#held = this.#held.subarray(this.#report === null ? 0 : end + 1)
    this.#stage = 'script'
  }

  #passScript(): unknown {
    const end = this.#held.indexOf(this.#endOfScript)
    if (end !== -1) this.#stage = 'after'
    return this.#give(end === -1 ? this.#held.length - this.#begunEnd() : end)
  }

  /** How many of the last bytes held may be the beginning of the line that says that the script ended. */
  #begunEnd(): number {
    const begins = (length: number): boolean =>
      this.#endOfScript.subarray(0, length).equals(this.#held.subarray(this.#held.length - length))
    let length = Math.min(this.#held.length, this.#endOfScript.length - 1)
    while (!begins(length)) length -= 1
    return length
  }

  #give(length: number): unknown {
    const piece = this.#held.subarray(0, length)
    this.#held = this.#held.subarray(length)
    return piece.length === 0 ? undefined : this.#pass('stdout', piece)
  }
}
