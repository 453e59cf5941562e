import {
  blockSize,
  isRemark,
  longestRemark,
  paddedSize,
  parseTarHeader,
  type TarHeader,
  tarRemark,
} from '../archive/index.js'

/**
 * An archive of tar without the entries of some names, and without links to them: piece by piece, byte for byte as it
 * was otherwise. Throws an `Error` that says what is wrong with the archive.
 */
export async function* withoutEntries(
  archive: AsyncIterable<Buffer>,
  isLeftOut: (name: string) => boolean,
): AsyncGenerator<Buffer> {
  const source = new PieceReader(archive)
  let remarks: Buffer[] = []
  let more: Partial<TarHeader> = {}
  for (;;) {
    const block = await source.bytes(blockSize)
    const header = parseTarHeader(block)
    if (header === null) throw new Error('a layer of it is no tar archive, or damaged')
    if (header === 'end') break
    if (isRemark(header.kind)) {
      if (header.size > longestRemark) throw new Error('a layer of it has a name that is too long')
      const content = await source.bytes(paddedSize(header.size))
      remarks.push(block, content)
      more = { ...more, ...tarRemark(header.kind, content.subarray(0, header.size)) }
      continue
    }
    const entry = { ...header, ...more }
    const isLinkThere = entry.kind === '1' && isLeftOut(entry.target)
    const isKept = !isLeftOut(entry.name) && !isLinkThere
    if (isKept) yield* [...remarks, block]
    for await (const piece of source.pieces(paddedSize(entry.size))) if (isKept) yield piece
    remarks = []
    more = {}
  }
  yield Buffer.alloc(2 * blockSize)
}

/** Reads what comes in pieces of any size. */
class PieceReader {
  readonly #pieces: AsyncIterator<Buffer>
  #rest: Buffer = Buffer.alloc(0)

  constructor(archive: AsyncIterable<Buffer>) {
    this.#pieces = archive[Symbol.asyncIterator]()
  }

  /** So many bytes as one. Throws where the source ends before. */
  async bytes(size: number): Promise<Buffer> {
    const taken: Buffer[] = []
    for await (const piece of this.pieces(size)) taken.push(piece)
    return Buffer.concat(taken)
  }

  /** So many bytes, as they come. */
  async *pieces(size: number): AsyncGenerator<Buffer> {
    for (let left = size; left > 0; ) {
      if (this.#rest.length === 0) {
        const { value, done } = await this.#pieces.next()
        if (done === true) throw new Error('a layer of it is cut short')
        this.#rest = value
      }
      const piece = this.#rest.subarray(0, left)
      this.#rest = this.#rest.subarray(piece.length)
      left -= piece.length
      if (piece.length > 0) yield piece
    }
  }
}
