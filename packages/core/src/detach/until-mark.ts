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

  /** The text that came after the mark; null if the mark has not come. */
  get after(): string | null {
    return this.#after === null ? null : this.#after.toString('utf8')
  }

  /**
   * Takes the next bytes, and returns what the function that they are passed to returns: a promise holds the stream
   * back.
   */
  push(chunk: Uint8Array): unknown {
    const seen = Buffer.concat([this.#after ?? this.#held, chunk])
    if (this.#after !== null) {
      this.#after = seen
      return
    }
    const at = seen.indexOf(this.#mark)
    const end = at === -1 ? this.#startOfMark(seen) : at
    if (at === -1) this.#held = seen.subarray(end)
    else this.#after = seen.subarray(at + this.#mark.length)
    return end === 0 ? undefined : this.#pass(seen.subarray(0, end))
  }

  /** Where a mark may begin that has not come as a whole; the end of the bytes if nowhere. */
  #startOfMark(seen: Buffer): number {
    const [first = 0] = this.#mark
    const at = seen.lastIndexOf(first)
    const beginning = this.#mark.subarray(0, seen.length - at)
    return at !== -1 && seen.subarray(at).equals(beginning) ? at : seen.length
  }
}
