import { createReadStream } from 'node:fs'
import { open, readFile } from 'node:fs/promises'
import { BerthError } from '../errors/index.js'
import { archive, archiveSize } from './archive.js'
import type { LocalFile } from './local-tree.js'
import { pathBytes } from './path-text.js'
import { arriving, isLarge, type PutPlan, type Upload } from './put-plan.js'

/** The part of an upload that is sent. */
export interface UploadContent {
  /** Bytes that the upload's file has in the end, on the other side. */
  readonly size: number
  /** The bytes that are still to come. */
  readonly pieces: AsyncIterable<Uint8Array>
}

/**
 * The content of an upload. `report` is told of the bytes of files, as they are sent; a file that was changed since it
 * was hashed ends the content with `BERTH_FILE_FAILED`.
 */
export function contentOf(upload: Upload, plan: PutPlan, report: (bytes: number) => void): UploadContent {
  const { files, size, offset } = upload
  const [first] = files
  if (first !== undefined && isLarge(first)) return { size, pieces: largePieces(first, offset, report) }
  if (!plan.tar) return { size, pieces: smallPieces(files, report) }
  const names = new Map(arriving(plan).map(({ file, name }) => [file, name]))
  const archived = files.map((file) => ({ file, name: names.get(file) ?? '' }))
  return { size: archiveSize(files), pieces: archive(archived, readWhole, report) }
}

/** Bytes that are read of a file at once. */
const pieceSize = 256 * 1024

async function* largePieces(
  file: LocalFile,
  offset: number,
  report: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  let left = file.size - offset
  const { start = 0, size } = file
  const range = { start: start + offset, end: start + size - 1, highWaterMark: pieceSize }
  try {
    for await (const piece of createReadStream(pathBytes(file.source), range) as AsyncIterable<Buffer>) {
      left -= piece.length
      yield piece
      report(piece.length)
    }
  } catch (error) {
    throw unreadable(file, error)
  }
  if (left > 0) throw changed(file)
}

async function* smallPieces(files: readonly LocalFile[], report: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  for (const file of files) {
    yield await readWhole(file)
    report(file.size)
  }
}

async function readWhole(file: LocalFile): Promise<Buffer> {
  const content = await contentOfFile(file).catch((error: unknown) => {
    throw unreadable(file, error)
  })
  if (content.length !== file.size) throw changed(file)
  return content
}

async function contentOfFile({ source, start, size }: LocalFile): Promise<Buffer> {
  if (start === undefined) return readFile(pathBytes(source))
  const file = await open(pathBytes(source))
  try {
    const content = Buffer.alloc(size)
    const { bytesRead } = await file.read(content, 0, size, start)
    return content.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

function changed({ source }: LocalFile): BerthError {
  return failure(`${source} was changed while it was sent`, 'Put it again when nothing writes to it any more.')
}

function unreadable({ source }: LocalFile, cause: unknown): BerthError {
  const why = cause instanceof Error ? cause.message : String(cause)
  return failure(`${source} cannot be read any more: ${why}`, 'Put it again when the file is back.', cause)
}

function failure(message: string, remedy: string, cause?: unknown): BerthError {
  const operation = 'read a file on this machine'
  return new BerthError({ code: 'BERTH_FILE_FAILED', operation, message, remedy, cause })
}
