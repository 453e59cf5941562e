/** Bytes of a name that every tar understands (POSIX.1-1988, `ustar`). */
export const longestArchiveName = 100

const block = 512

/**
 * The header of a file in an archive of tar, for adapters: the file's name, of at most 100 bytes, and its size; nothing
 * that is set after unpacking, and nobody's but root's.
 */
export function archiveHeader(name: string | Uint8Array, size: number): Buffer {
  const bytes = Buffer.alloc(block)
  bytes.set(Buffer.from(name as string))
  bytes.write('0000600\0', 100)
  bytes.write('0000000\0', 108)
  bytes.write('0000000\0', 116)
  bytes.write(`${size.toString(8).padStart(11, '0')}\0`, 124)
  bytes.write('00000000000\0', 136)
  bytes.write(' '.repeat(8), 148)
  bytes.write('0', 156)
  bytes.write('ustar\x0000', 257)
  const sum = bytes.reduce((total, byte) => total + byte, 0)
  bytes.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return bytes
}
