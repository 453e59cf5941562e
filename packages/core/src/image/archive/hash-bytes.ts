import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import type { LocalBytes } from './local-image.js'

/** Bytes that are read at once. */
const pieceSize = 1024 * 1024

/** The digest of bytes of this machine: `sha256:…`. Rejects with the system's error, or where the bytes are fewer. */
export async function hashBytes({ path, start, size }: LocalBytes, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256')
  let read = 0
  if (size > 0) {
    const range = { start, end: start + size - 1, highWaterMark: pieceSize, ...(signal && { signal }) }
    for await (const piece of createReadStream(path, range) as AsyncIterable<Buffer>) {
      hash.update(piece)
      read += piece.length
    }
  }
  if (read !== size) throw new Error(`${path} was cut short meanwhile`)
  return `sha256:${hash.digest('hex')}`
}

/**
 * The digest of what these bytes are without their compression by gzip: `sha256:…`. Rejects as {@link hashBytes} does,
 * or where they are damaged.
 */
export async function hashUnzipped({ path, start, size }: LocalBytes, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256')
  const range = { start, end: start + size - 1, highWaterMark: pieceSize, ...(signal && { signal }) }
  await pipeline(createReadStream(path, range), createGunzip({ chunkSize: pieceSize }), async (pieces) => {
    for await (const piece of pieces as AsyncIterable<Buffer>) hash.update(piece)
  })
  return `sha256:${hash.digest('hex')}`
}

/** The digest of a text, or of bytes in memory. */
export function digestOf(content: string | Uint8Array): string {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`
}
