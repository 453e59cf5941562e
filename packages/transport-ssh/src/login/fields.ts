/** A field of SSH's binary form: its length, and its bytes. */
export function field(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes.length)
  return Buffer.concat([length, bytes])
}

/** Reads SSH's binary form, number by number and field by field. Throws where the bytes end too soon. */
export class FieldReader {
  readonly #bytes: Buffer
  #at: number

  /** Begins at the byte with this index. */
  constructor(bytes: Buffer, at: number) {
    this.#bytes = bytes
    this.#at = at
  }

  /** Whether there is nothing more. */
  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length
  }

  number(): number {
    return this.#take(4).readUInt32BE(0)
  }

  field(): Buffer {
    return this.#take(this.number())
  }

  byte(): number {
    return this.#take(1).readUInt8(0)
  }

  #take(length: number): Buffer {
    const end = this.#at + length
    if (end > this.#bytes.length) throw new Error('a message ends too soon')
    const taken = this.#bytes.subarray(this.#at, end)
    this.#at = end
    return taken
  }
}
