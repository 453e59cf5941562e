import { createHash } from 'node:crypto'
import { createReadStream, type Dirent } from 'node:fs'
import { lstat, readdir, readlink, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import pLimit from 'p-limit'
import { BerthError } from '../errors/index.js'
import { pathBytes, pathText } from './path-text.js'

/** A file of this machine that is to be put somewhere. */
export interface LocalFile {
  /** The path that the file goes to, seen from the folder that all goes to, as {@link pathText}: `lib/tests.so`. */
  readonly path: string
  /** Path of the file on this machine, as {@link pathText}. */
  readonly source: string
  /** Byte at which the content begins there, where it is a part of a file. Default is the beginning. */
  readonly start?: number
  /** Bytes. */
  readonly size: number
  /** Permission bits. */
  readonly mode: number
  /** SHA-256 of the file's content, in hexadecimal digits. */
  readonly hash: string
}

/** A symbolic link, which is put as it is. */
export interface LocalLink {
  readonly path: string
  /** The path that the link points to, as {@link pathText}. */
  readonly target: string
}

/** A folder. */
export interface LocalFolder {
  readonly path: string
  /** Permission bits. */
  readonly mode: number
}

/** The files, links and folders that are to be put: read and hashed once, for all hosts. */
export interface LocalTree {
  readonly files: readonly LocalFile[]
  readonly links: readonly LocalLink[]
  /** Each folder after the folder that it is in. */
  readonly folders: readonly LocalFolder[]
}

/** One file as a tree, under another name. Rejects with `BERTH_FILE_FAILED` or `BERTH_ABORTED`. */
export async function readLocalFile(source: string, name: string, signal?: AbortSignal): Promise<LocalTree> {
  const found = await stat(source).catch((error: unknown) => {
    throw unreadable(source, error)
  })
  if (!found.isFile()) throw unreadable(source, 'it is no file', 'Name a file, or use putDirectory for a folder.')
  return { files: [await hashed({ path: name, source: resolve(source) }, signal)], links: [], folders: [] }
}

/**
 * A folder as a tree: all that is in the folder, and its own permission bits. Rejects with `BERTH_FILE_FAILED` for
 * files and folders that cannot be read, and for sockets, pipes and devices, or with `BERTH_ABORTED`.
 */
export async function readLocalFolder(
  folder: string,
  signal?: AbortSignal,
): Promise<{ readonly tree: LocalTree; readonly mode: number }> {
  try {
    const { mode } = await stat(folder)
    const placed = (await entriesBelow(folder, '')).sort((one, other) => (one.path < other.path ? -1 : 1))
    for (const { entry, source } of placed) {
      if (entry.isFile() || entry.isDirectory() || entry.isSymbolicLink()) continue
      throw unreadable(source, 'it is no file, folder or link', 'Take sockets, pipes and devices out of the folder.')
    }
    const limit = pLimit(simultaneousReads)
    const of = (kind: 'isFile' | 'isDirectory' | 'isSymbolicLink') => placed.filter(({ entry }) => entry[kind]())
    const [files, links, folders] = await Promise.all([
      Promise.all(of('isFile').map((file) => limit(() => hashed(file, signal)))),
      Promise.all(of('isSymbolicLink').map(async ({ path, source }) => ({ path, target: await targetOf(source) }))),
      Promise.all(
        of('isDirectory').map(async ({ path, source }) => ({
          path,
          mode: permissions((await lstat(pathBytes(source))).mode),
        })),
      ),
    ])
    return { tree: { files, links, folders }, mode: permissions(mode) }
  } catch (error) {
    throw BerthError.isInstance(error) ? error : unreadable(folder, error)
  }
}

/** Something in a folder, at whatever depth. */
interface PlacedEntry {
  readonly entry: Dirent<Buffer>
  readonly path: string
  readonly source: string
}

/** All that is in a folder, at whatever depth; `above` is the path of the folder in the tree. */
async function entriesBelow(folder: string, above: string): Promise<PlacedEntry[]> {
  const entries = await readdir(pathBytes(folder), { withFileTypes: true, encoding: 'buffer' })
  const placed = entries.map((entry) => {
    const name = pathText(entry.name)
    return { entry, path: join(above, name), source: join(folder, name) }
  })
  const deeper: PlacedEntry[] = []
  for (const { entry, path, source } of placed) {
    if (entry.isDirectory()) deeper.push(...(await entriesBelow(source, path)))
  }
  return [...placed, ...deeper]
}

async function targetOf(link: string): Promise<string> {
  return pathText(await readlink(pathBytes(link), { encoding: 'buffer' }))
}

/** Files of this machine that are read at once. */
const simultaneousReads = 8

async function hashed({ path, source }: Pick<LocalFile, 'path' | 'source'>, signal?: AbortSignal): Promise<LocalFile> {
  try {
    const { mode } = await stat(pathBytes(source))
    const hash = createHash('sha256')
    let size = 0
    await pipeline(
      createReadStream(pathBytes(source)),
      async (chunks: AsyncIterable<Buffer>) => {
        for await (const chunk of chunks) {
          size += chunk.length
          hash.update(chunk)
        }
      },
      { ...(signal && { signal }) },
    )
    return { path, source, size, mode: permissions(mode), hash: hash.digest('hex') }
  } catch (error) {
    throw signal?.aborted ? aborted(source, error) : unreadable(source, error)
  }
}

/** The permission bits of a mode, without the bits that make a program run as its owner. */
function permissions(mode: number): number {
  return mode & 0o777
}

function aborted(path: string, cause: unknown): BerthError {
  return new BerthError({ code: 'BERTH_ABORTED', operation: `read ${path} on this machine`, message: 'aborted', cause })
}

function unreadable(path: string, cause: unknown, remedy = 'Check the path and its permissions.'): BerthError {
  return new BerthError({
    code: 'BERTH_FILE_FAILED',
    operation: `read ${path} on this machine`,
    message: cause instanceof Error ? cause.message : String(cause),
    remedy,
    ...(cause instanceof Error && { cause }),
  })
}
