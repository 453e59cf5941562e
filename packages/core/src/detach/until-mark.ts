import { startOfMark } from '../command/output/marked-number.js'

/**
 * Takes a stream's bytes and passes them on as they come, up to a mark; what comes after the mark is kept. The first
 * byte of the mark is nowhere else in the mark.
 */
export class UntilMark {
  readonly #mark: Buffer
  readonly #pass: (chunk: Uint8Array) => unknown
  /** The last bytes of the stream, held back where they may be the first of the mark. */
  #held: Buffer = Buffer.alloc(0)
  #after: Buffer | null = null

  constructor(mark: string, pass: (chunk: Uint8Array) => unknown) {
    this.#mark = Buffer.from(mark)
    this.#pass = pass
  }

  /** The text that came after the mark, up to some kilobytes; null if the mark has not come. */
  get after(): string | null {
    return this.#after === null ? null : this.#after.toString('utf8')
  }

  /**
   * Takes the next bytes, and returns what the function that they are passed to returns: a promise holds the stream
   * back.
   */
  push(chunk: Uint8Array): unknown {
    if (this.#after !== null) {
      this.#after = Buffer.concat([this.#after, chunk.subarray(0, longestWord - this.#after.length)])
      return
    }
    const seen = Buffer.concat([this.#held, chunk])
    const at = seen.indexOf(this.#mark)
    const end = at === -1 ? startOfMark(seen, this.#mark) : at
    if (at === -1) this.#held = seen.subarray(end)
    else this.#after = Buffer.from(seen.subarray(at + this.#mark.length).subarray(0, longestWord))
    return end === 0 ? undefined : this.#pass(seen.subarray(0, end))
  }
}

/** Bytes that are kept of what comes after the mark. */
const longestWord = 8192
