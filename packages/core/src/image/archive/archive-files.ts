import { type FileHandle, open, stat } from 'node:fs/promises'
import { join, posix, resolve } from 'node:path'
import { CompressedArchive } from './compressed-archive.js'
import type { LocalBytes } from './local-image.js'
import { bytesAt, type TarEntry, tarEntries } from './tar-entries.js'

/** The files of an archive, or of a folder that an archive was unpacked to, by their names in it. */
export interface ArchiveFiles {
  /** Where a file's bytes are; null where there is no such file. */
  readonly find: (name: string) => Promise<LocalBytes | null>
}

/** Finds the files of an archive or a folder. Rejects with an `Error` that says what is wrong, or with the system's. */
export async function archiveFiles(given: string): Promise<ArchiveFiles> {
  const path = resolve(given)
  const found = await stat(path)
  if (found.isDirectory()) return { find: (name) => inFolder(path, name) }
  if (!found.isFile()) throw new Error('it is no file and no folder')
  const file = await open(path)
  try {
    await refuseCompressed(file, found.size)
    const entries = new Map((await tarEntries(file, found.size)).map((entry) => [plainName(entry.name), entry]))
    return { find: async (name) => inArchive(path, entries, plainName(name)) }
  } finally {
    await file.close()
  }
}

/** The bytes themselves, of a file that is read whole. Rejects for one of more than `most` bytes. */
export async function readBytes({ path, start, size }: LocalBytes, most: number): Promise<Buffer> {
  if (size > most) throw new Error(`a file of it that is to be read has ${size} bytes, more than ${most}`)
  const file = await open(path)
  try {
    return await bytesAt(file, start, size)
  } finally {
    await file.close()
  }
}

async function inFolder(folder: string, name: string): Promise<LocalBytes | null> {
  const path = join(folder, posix.join('/', name))
  const found = await stat(path).catch(() => null)
  return found?.isFile() ? { path, start: 0, size: found.size } : null
}

/** Links within an archive, as layers that two images of it share are. */
const mostLinks = 8

function inArchive(path: string, entries: ReadonlyMap<string, TarEntry>, name: string): LocalBytes | null {
  let entry = entries.get(name)
  for (let links = 0; entry !== undefined && links < mostLinks; links += 1) {
    const { kind, target, start, size } = entry
    switch (kind) {
      case '0':
      case '7':
        return { path, start, size }
      case '1':
        entry = entries.get(plainName(target))
        break
      case '2':
        entry = entries.get(plainName(posix.join(posix.dirname(plainName(entry.name)), target)))
        break
      default:
        return null
    }
  }
  return null
}

/** A name without what leads nowhere: `./manifest.json` is `manifest.json`. */
function plainName(name: string): string {
  return posix.join('/', name).slice(1)
}

/** What a compressed file begins with, and the command that unpacks it. */
const compressions = [
  { magic: [0x1f, 0x8b], by: 'gzip', unpack: 'gunzip' },
  { magic: [0x28, 0xb5, 0x2f, 0xfd], by: 'zstd', unpack: 'unzstd' },
  { magic: [0xfd, 0x37, 0x7a, 0x58], by: 'xz', unpack: 'unxz' },
  { magic: [0x42, 0x5a, 0x68], by: 'bzip2', unpack: 'bunzip2' },
] as const

async function refuseCompressed(file: FileHandle, size: number): Promise<void> {
  const first = await bytesAt(file, 0, Math.min(4, size))
  const found = compressions.find(({ magic }) => magic.every((byte, index) => first[index] === byte))
  if (found !== undefined) throw new CompressedArchive(found.by, found.unpack)
}
