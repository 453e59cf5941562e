import { archiveHeader } from '../command/files/archive-header.js'
import type { LocalFile } from './local-tree.js'
import { pathBytes } from './path-text.js'

/** One file of an archive. */
export interface ArchivedFile {
  readonly file: LocalFile
  /** Name of the file in the archive, at most `longestArchiveName` bytes. */
  readonly name: string
}

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
    yield Buffer.concat([
      archiveHeader(pathBytes(name), file.size),
      content,
      Buffer.alloc(padded(file.size) - file.size),
    ])
    report(file.size)
  }
  yield Buffer.alloc(2 * block)
}

function padded(size: number): number {
  return Math.ceil(size / block) * block
}
