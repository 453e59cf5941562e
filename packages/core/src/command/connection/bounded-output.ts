/** Keeps the first bytes of a stream, up to a limit, and says whether there was more. */
export class BoundedOutput {
  readonly #limit: number
  readonly #chunks: Uint8Array[] = []
  #length = 0
  #truncated = false

  constructor(limit: number) {
    this.#limit = limit
  }

  get truncated(): boolean {
    return this.#truncated
  }

  push(chunk: Uint8Array): void {
    const room = this.#limit - this.#length
    if (chunk.length > room) this.#truncated = true
    const kept = chunk.subarray(0, room)
    if (kept.length === 0) return
    this.#chunks.push(kept)
    this.#length += kept.length
  }

  /** All that was kept. */
  bytes(): Buffer {
    return Buffer.concat(this.#chunks)
  }

  /** All that was kept, as UTF-8; joined before decoding, so that no character is cut at a chunk's border. */
  text(): string {
    return this.bytes().toString('utf8')
  }
}
