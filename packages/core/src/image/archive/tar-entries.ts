import type { FileHandle } from 'node:fs/promises'
import { blockSize, paddedSize, parseTarHeader, type TarHeader } from './tar-header.js'

/** Something in a tar archive, and where in the archive its content is. */
export interface TarEntry extends TarHeader {
  /** Byte of the archive at which the content begins. */
  readonly start: number
}

/** Bytes of an entry that only says more of the next one. */
export const longestRemark: number = 1024 * 1024

/** Entries of an archive: images have some hundreds. */
const mostEntries = 100_000

/**
 * The entries of a tar archive, of which only the headers are read. Rejects with an `Error` that says what is wrong
 * with the archive, or with the system's.
 */
export async function tarEntries(file: FileHandle, size: number): Promise<readonly TarEntry[]> {
  const entries: TarEntry[] = []
  let more: Partial<TarHeader> = {}
  for (let at = 0; at + blockSize <= size; ) {
    const header = parseTarHeader(await bytesAt(file, at, blockSize))
    if (header === 'end') return entries
    if (header === null) throw new Error(`it is no tar archive, or damaged at byte ${at}`)
    const start = at + blockSize
    const entry = { ...header, ...more, start }
    if (start + entry.size > size) throw new Error(`it is cut short: ${entry.name} ends beyond the end of the archive`)
    at = start + paddedSize(entry.size)
    const said = await remark(file, entry)
    more = said === null ? {} : { ...more, ...said }
    if (said !== null) continue
    if (entries.length === mostEntries) throw new Error('it has more files than an image has')
    entries.push(entry)
  }
  if (entries.length === 0) throw new Error('it is no tar archive, or damaged at byte 0')
  return entries
}

/** So many bytes of a file. Rejects where the file ends before. */
export async function bytesAt(file: FileHandle, start: number, size: number): Promise<Buffer> {
  const bytes = Buffer.alloc(size)
  let read = 0
  while (read < size) {
    const { bytesRead } = await file.read(bytes, read, size - read, start + read)
    if (bytesRead === 0) throw new Error(`it ends at byte ${start + read}`)
    read += bytesRead
  }
  return bytes
}

/** What an entry says of the next one; null where it is one of its own. */
async function remark(file: FileHandle, { kind, start, size }: TarEntry): Promise<Partial<TarHeader> | null> {
  if (!isRemark(kind)) return null
  if (size > longestRemark) throw new Error('it has a name that is too long')
  return tarRemark(kind, await bytesAt(file, start, size))
}

/** Whether an entry of this kind only says more of the next one. */
export function isRemark(kind: string): boolean {
  return ['L', 'K', 'x', 'g'].includes(kind)
}

/** What the content of such an entry says. */
export function tarRemark(kind: string, bytes: Buffer): Partial<TarHeader> {
  switch (kind) {
    case 'L':
      return { name: untilZero(bytes) }
    case 'K':
      return { target: untilZero(bytes) }
    case 'x':
      return ofRecords(bytes)
    default:
      return {}
  }
}

function untilZero(bytes: Buffer): string {
  const end = bytes.indexOf(0)
  return bytes.toString('utf8', 0, end === -1 ? bytes.length : end)
}

/** Reads records `LENGTH KEY=VALUE\n`, whose length is that of the whole record. */
function ofRecords(bytes: Buffer): Partial<TarHeader> {
  const values = new Map<string, string>()
  for (let at = 0; at < bytes.length; ) {
    const [digits] = /^[1-9][0-9]* /.exec(bytes.toString('latin1', at, at + 12)) ?? []
    const length = Number.parseInt(digits ?? '', 10)
    if (digits === undefined || at + length > bytes.length) throw new Error('it has an extended header that is damaged')
    const record = bytes.toString('utf8', at + digits.length, at + length - 1)
    const equals = record.indexOf('=')
    if (equals > 0) values.set(record.slice(0, equals), record.slice(equals + 1))
    at += length
  }
  const [path, linkpath, size] = ['path', 'linkpath', 'size'].map((key) => values.get(key))
  return {
    ...(path !== undefined && { name: path }),
    ...(linkpath !== undefined && { target: linkpath }),
    ...(size !== undefined && /^[0-9]{1,15}$/.test(size) && { size: Number(size) }),
  }
}
