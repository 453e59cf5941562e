/** What a block of a tar archive says of the bytes that follow it. */
export interface TarHeader {
  /** Name of the entry, as it is written. */
  readonly name: string
  /** Kind of the entry, by its letter: `0` a file, `2` a symbolic link, `x` more of the next entry. */
  readonly kind: string
  /** Where a link points to; empty for none. */
  readonly target: string
  /** Bytes of the content. */
  readonly size: number
}

/** Bytes of a block. */
export const blockSize = 512

/** Bytes that a content of so many takes in an archive. */
export function paddedSize(size: number): number {
  return Math.ceil(size / blockSize) * blockSize
}

/** Reads a header; `end` for a block of zeros; null for what is none, by its checksum. */
export function parseTarHeader(block: Uint8Array): TarHeader | 'end' | null {
  if (block.every((byte) => byte === 0)) return 'end'
  const bytes = Buffer.from(block.buffer, block.byteOffset, block.byteLength)
  const size = numberAt(bytes, 124, 12)
  if (bytes.length !== blockSize || numberAt(bytes, 148, 8) !== checksum(bytes) || size === null) return null
  // What GNU tar writes has times where POSIX has the beginning of a long name.
  const isPosix = bytes.toString('latin1', 257, 263) === 'ustar\0'
  const prefix = isPosix ? textAt(bytes, 345, 155) : ''
  const name = textAt(bytes, 0, 100)
  const kind = String.fromCharCode(bytes[156] ?? 0)
  return {
    name: prefix === '' ? name : `${prefix}/${name}`,
    kind: kind === '\0' ? '0' : kind,
    target: textAt(bytes, 157, 100),
    size,
  }
}

/** The sum of a header's bytes, the sum itself taken for blanks. */
function checksum(block: Buffer): number {
  return block.reduce((sum, byte, index) => sum + (index >= 148 && index < 156 ? 32 : byte), 0)
}

function textAt(block: Buffer, start: number, length: number): string {
  const field = block.subarray(start, start + length)
  const end = field.indexOf(0)
  return field.toString('utf8', 0, end === -1 ? length : end)
}

/** A number in octal digits; or, where the first bit is set, in the bits that follow. Null for anything else. */
function numberAt(block: Buffer, start: number, length: number): number | null {
  const field = block.subarray(start, start + length)
  if (((field[0] ?? 0) & 0x80) !== 0) {
    const value = field.subarray(1).reduce((sum, byte) => sum * 256 + byte, (field[0] ?? 0) & 0x7f)
    return Number.isSafeInteger(value) ? value : null
  }
  const [, digits] = /^ *([0-7]*)[ \0]*$/.exec(field.toString('latin1')) ?? []
  return digits === undefined ? null : Number.parseInt(digits || '0', 8)
}
