import { archiveHeader } from '../../../src/command/files/archive-header.js'

/** Something in an archive of a test. */
export interface TestEntry {
  readonly name: string
  readonly content?: string | Uint8Array
  /** Letter of its kind. Default is a file. */
  readonly kind?: string
  readonly target?: string
}

/** An archive of tar with these entries, in bytes. */
export function tarBytes(entries: readonly TestEntry[], end: Uint8Array = Buffer.alloc(1024)): Buffer {
  return Buffer.concat([...entries.map(entryBytes), end])
}

/** A header whose bytes from `at` on are others, with the sum made right again. */
export function withField(header: Buffer, at: number, value: string | Uint8Array): Buffer {
  const bytes = Buffer.from(header)
  bytes.set(Buffer.from(value as string), at)
  bytes.write(' '.repeat(8), 148)
  const sum = bytes.reduce((total, byte) => total + byte, 0)
  bytes.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return bytes
}

function entryBytes({ name, content = '', kind = '0', target = '' }: TestEntry): Buffer {
  const bytes = Buffer.from(content as string)
  const plain = withField(archiveHeader(name, bytes.length), 156, kind)
  const header = target === '' ? plain : withField(plain, 157, target)
  return Buffer.concat([header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)])
}
