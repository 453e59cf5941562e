import type { OutputStream } from '../contract/index.js'

/** Keeps the end of a command's output, both streams in the order in which they arrived. */
export class OutputTail {
  readonly #limit: number
  readonly #chunks: Uint8Array[] = []
  #length = 0
  #dropped = false

  /** `limit`: bytes to keep. */
  constructor(limit: number = 65_536) {
    this.#limit = limit
  }

  /** Takes the next piece; usable as an `onOutput`. */
  push(_stream: OutputStream, chunk: Uint8Array): void {
    if (chunk.length === 0) return
    this.#chunks.push(chunk)
    this.#length += chunk.length
    while (this.#length - (this.#chunks[0]?.length ?? 0) >= this.#limit) {
      this.#length -= this.#chunks.shift()?.length ?? 0
      this.#dropped = true
    }
  }

  /** Whether earlier output is not kept any more. */
  get dropped(): boolean {
    return this.#dropped
  }

  /** What was kept, as UTF-8. */
  text(): string {
    return Buffer.concat(this.#chunks).toString('utf8')
  }
}
