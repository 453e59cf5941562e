import { createHash } from 'node:crypto'

/** Standard input in pieces, which knows how many of them were asked for. */
export interface CountedSource {
  readonly source: AsyncIterable<Uint8Array>
  /** SHA-256 of all pieces, in hexadecimal digits. */
  readonly digest: string
  readonly seen: { pieces: number; released: boolean }
}

/** A source of so many pieces of so many bytes each. */
export function countedSource(pieces: number, bytes: number): CountedSource {
  const piece = Buffer.alloc(bytes, Buffer.from(Array.from({ length: 251 }, (_, index) => index)))
  const hash = createHash('sha256')
  for (let index = 0; index < pieces; index += 1) hash.update(piece)
  const seen = { pieces: 0, released: false }
  async function* source(): AsyncGenerator<Uint8Array> {
    try {
      for (; seen.pieces < pieces; seen.pieces += 1) yield piece
    } finally {
      seen.released = true
    }
  }
  return { source: source(), digest: hash.digest('hex'), seen }
}
