import { findMarkedNumber, startOfMarkedNumber } from './marked-number.js'

/**
 * Takes a stream's bytes and passes them on, but for the line that tells of the command's end. Output after that line
 * is of processes that the command left behind.
 */
export class ToldExit {
  readonly #mark: Buffer
  readonly #pass: (chunk: Buffer) => void
  /** The last bytes of the stream, held back where they may be the first of the line. */
  #held: Buffer = Buffer.alloc(0)
  #exitCode: number | null = null

  constructor(announcement: string, pass: (chunk: Buffer) => void) {
    this.#mark = Buffer.from(`\u001e${announcement} exit `)
    this.#pass = pass
  }

  /** The exit code that the line told; null if the line has not come. */
  get exitCode(): number | null {
    return this.#exitCode
  }

  push(chunk: Uint8Array): void {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    // Whoever says it again is a process that the command left behind.
    if (this.#exitCode !== null) {
      this.#pass(bytes)
      return
    }
    const seen = this.#held.length === 0 ? bytes : Buffer.concat([this.#held, bytes])
    const told = findMarkedNumber(seen, this.#mark)
    const ready = told?.at ?? startOfMarkedNumber(seen, this.#mark)
    this.#held = told === null ? seen.subarray(ready) : Buffer.alloc(0)
    if (ready > 0) this.#pass(seen.subarray(0, ready))
    if (told === null) return
    this.#exitCode = told.number
    if (told.end < seen.length) this.#pass(seen.subarray(told.end))
  }

  /** Passes on what is held back: nothing more will come. */
  finish(): void {
    const rest = this.#held
    this.#held = Buffer.alloc(0)
    if (rest.length > 0) this.#pass(rest)
  }
}
