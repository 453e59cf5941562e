/**
 * Keeps the first bytes of a stream, up to a limit, and says whether there was more. The bytes are copied: a piece may
 * be a byte of a large buffer, which would be kept with it.
 */
export class BoundedOutput {
  readonly #limit: number
  /** All full, but for the last. */
  readonly #blocks: Buffer[] = []
  /** Bytes that are free at the end of the last block. */
  #free = 0
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
    for (let rest = chunk.subarray(0, room); rest.length > 0; ) rest = rest.subarray(this.#keep(rest))
  }

  /** All that was kept. */
  bytes(): Buffer {
    return Buffer.concat(this.#blocks, this.#length)
  }

  /** All that was kept, as UTF-8; joined before decoding, so that no character is cut at a chunk's border. */
  text(): string {
    return this.bytes().toString('utf8')
  }

  /** Keeps as many of these bytes as go into the last block, and returns their number. */
  #keep(bytes: Uint8Array): number {
    if (this.#free === 0) this.#grow(bytes.length)
    const block = this.#blocks.at(-1)
    const kept = bytes.subarray(0, this.#free)
    block?.set(kept, block.length - this.#free)
    this.#free -= kept.length
    this.#length += kept.length
    return kept.length
  }

  /** Adds a block for this many bytes at least; blocks grow with what is kept, so that little is free. */
  #grow(wanted: number): void {
    const usual = Math.min(Math.max(this.#length, smallestBlock), largestBlock)
    this.#free = Math.min(Math.max(wanted, usual), this.#limit - this.#length)
    this.#blocks.push(Buffer.allocUnsafeSlow(this.#free))
  }
}

const smallestBlock = 256
const largestBlock = 64 * 1024
