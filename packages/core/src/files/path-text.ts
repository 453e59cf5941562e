import { isUtf8 } from 'node:buffer'

/*
 * Names of files, and targets of links, are bytes. As text, a byte that is part of no UTF-8 stands as a surrogate by
 * itself (U+DC80 to U+DCFF), which no text decoded from UTF-8 has: the bytes come back as they were.
 */

const escaped = 0xdc00

/** Longest sequence of UTF-8. */
const longestSequence = 4

/** A path as text. */
export function pathText(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (isUtf8(buffer)) return buffer.toString('utf8')
  let text = ''
  for (let at = 0; at < buffer.length; ) {
    const length = sequenceAt(buffer, at)
    text +=
      length === 0 ? String.fromCharCode(escaped + buffer.readUInt8(at)) : buffer.toString('utf8', at, at + length)
    at += Math.max(length, 1)
  }
  return text
}

/** The bytes of a path that stands as text. */
export function pathBytes(text: string): Buffer {
  if (!/\p{Surrogate}/u.test(text)) return Buffer.from(text)
  return Buffer.concat(
    [...text].map((character) => {
      const code = character.charCodeAt(0)
      const isByte = character.length === 1 && code >= escaped + 0x80 && code <= escaped + 0xff
      return isByte ? Buffer.of(code - escaped) : Buffer.from(character)
    }),
  )
}

/** The length of the character of UTF-8 that begins there; 0 if none does. */
function sequenceAt(bytes: Buffer, at: number): number {
  for (let length = 1; length <= Math.min(longestSequence, bytes.length - at); length += 1) {
    if (isUtf8(bytes.subarray(at, at + length))) return length
  }
  return 0
}
