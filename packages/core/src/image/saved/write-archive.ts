import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { archiveHeader } from '../../command/files/archive-header.js'
import { blockSize, type LocalBytes, type LocalImage, paddedSize } from '../archive/index.js'

/** Bytes that are written at once. */
const pieceSize = 1024 * 1024

/**
 * Writes an image of this machine to a file, by a name: as an archive in the form of `docker save`, or as the one file
 * that the image is. The file is in its place whole, or not at all, and nobody else may read
 * it. Rejects with the system's error.
 */
export async function writeArchive(
  image: LocalImage,
  reference: string,
  path: string,
  signal?: AbortSignal,
): Promise<void> {
  const place = resolve(path)
  const beside = `${place}.berth-${randomUUID()}`
  try {
    const file = await open(beside, 'wx', 0o600)
    try {
      if (image.form === 'file') await copy(image.config.bytes, file, signal)
      else await writeLayers(image, reference, file, signal)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(beside, place)
  } catch (error) {
    await rm(beside, { force: true })
    throw error
  }
}

async function writeLayers(
  { config, layers }: LocalImage,
  reference: string,
  file: FileHandle,
  signal: AbortSignal | undefined,
): Promise<void> {
  const parts = new Map([[config.digest, config.bytes], ...layers.map(({ digest, bytes }) => [digest, bytes] as const)])
  for (const [digest, bytes] of parts) {
    await file.writeFile(archiveHeader(partName(digest), bytes.size))
    await copy(bytes, file, signal)
    await file.writeFile(Buffer.alloc(paddedSize(bytes.size) - bytes.size))
  }
  const entry = {
    Config: partName(config.digest),
    RepoTags: [reference],
    Layers: layers.map(({ digest }) => partName(digest)),
  }
  const manifest = Buffer.from(JSON.stringify([entry]))
  await file.writeFile(archiveHeader('manifest.json', manifest.length))
  await file.writeFile(manifest)
  await file.writeFile(Buffer.alloc(paddedSize(manifest.length) - manifest.length + 2 * blockSize))
}

function partName(digest: string): string {
  return `blobs/${digest.replace(':', '/')}`
}

async function copy({ path, start, size }: LocalBytes, to: FileHandle, signal: AbortSignal | undefined): Promise<void> {
  if (size === 0) return
  const range = { start, end: start + size - 1, highWaterMark: pieceSize, ...(signal && { signal }) }
  for await (const piece of createReadStream(path, range) as AsyncIterable<Buffer>) await to.writeFile(piece)
}
