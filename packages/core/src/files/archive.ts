import type { LocalFile } from './local-tree.js'
import { pathBytes } from './path-text.js'

/** One file of an archive. */
export interface ArchivedFile {
  readonly file: LocalFile
  /** Name of the file in the archive, at most {@link longestArchiveName} bytes. */
  readonly name: string
}

/** Bytes of a name that every tar understands (POSIX.1-1988, `ustar`). */
export const longestArchiveName = 100

const block = 512

/** Bytes of an archive of these files. */
export function archiveSize(files: readonly LocalFile[]): number {
  return files.reduce((sum, { size }) => sum + block + padded(size), 0) + 2 * block
}

/**
 * The archive in pieces, one for each file. `read` gives the content of a file; `report` is told of the bytes of each
 * file.
 */
export async function* archive(
  files: readonly ArchivedFile[],
  read: (file: LocalFile) => Promise<Uint8Array>,
  report: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  for (const { file, name } of files) {
    const content = await read(file)
    yield Buffer.concat([archiveHeader(name, file.size), content, Buffer.alloc(padded(file.size) - file.size)])
    report(file.size)
  }
  yield Buffer.alloc(2 * block)
}

function padded(size: number): number {
  return Math.ceil(size / block) * block
}

/**
 * The header of a file in an archive of tar: the file's name, of at most {@link longestArchiveName} bytes, and its size;
 * nothing that is set after unpacking, and nobody's but root's.
 */
export function archiveHeader(name: string, size: number): Buffer {
  const bytes = Buffer.alloc(block)
  bytes.set(pathBytes(name))
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
