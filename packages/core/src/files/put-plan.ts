import { posix } from 'node:path'
import { longestArchiveName } from '../command/files/archive-header.js'
import type { LocalFile, LocalFolder, LocalLink, LocalTree } from './local-tree.js'
import { canBeNamed, type Looked } from './look-answer.js'
import { pathBytes } from './path-text.js'

/** A file that is to arrive. */
export interface ArrivingFile {
  readonly file: LocalFile
  /** Name of the file in the transfer's own folder. */
  readonly name: string
}

/** Small files of one folder, which are put in their places together. */
export interface SmallFiles {
  /** Name of the files' folder in the transfer's own folder. */
  readonly group: string
  /** The folder of the tree that the files go to. */
  readonly folder: string
  readonly files: readonly ArrivingFile[]
}

/** One stream to a file in the transfer's own folder. */
export interface Upload {
  readonly name: string
  /** Bytes that the file in the transfer's own folder is to have. */
  readonly size: number
  /** Bytes that the file in the transfer's own folder has already. */
  readonly offset: number
  /** The files of this machine that the upload is made of, one after the other. */
  readonly files: readonly LocalFile[]
}

/** What is to be done so that a place has a tree. */
export interface PutPlan {
  /** The paths that cannot be put because something of another kind is there, each with what is there. */
  readonly conflicts: readonly string[]
  /** Files that are put in their places one by one: large ones, and those with names that no list of names can hold. */
  readonly single: readonly ArrivingFile[]
  readonly small: readonly SmallFiles[]
  readonly uploads: readonly Upload[]
  /** Files that are there, with other permission bits. */
  readonly remoded: readonly LocalFile[]
  readonly links: readonly LocalLink[]
  /** Folders to be made. */
  readonly folders: readonly LocalFolder[]
  /** Bytes to be sent. */
  readonly bytes: number
  /** Whether small files are sent as archives, which one process unpacks. */
  readonly tar: boolean
}

/** Bytes from which on a file is sent by itself, and goes on where it was interrupted. */
const largeSize = 1024 * 1024

/** Bytes of small files in one bundle, or a few more. */
const bundleSize = 8 * 1024 * 1024

/** Bytes of a name that fit into an archive behind the number of a folder. */
const longestName = longestArchiveName - '99999/'.length

/** Whether a small file may be named in a list, and in an archive. */
function canBeListed({ path }: LocalFile): boolean {
  return canBeNamed(path) && pathBytes(posix.basename(path)).length <= longestName
}

/** Whether a file is sent by itself. */
export function isLarge({ size }: LocalFile): boolean {
  return size >= largeSize
}

/**
 * The name of each large file in a transfer's own folder. The name says what the file holds, so that a later transfer
 * can go on with the file.
 */
export function partNames(files: readonly LocalFile[]): ReadonlyMap<LocalFile, string> {
  const seen = new Map<string, number>()
  return new Map(
    files.filter(isLarge).map((file) => {
      const count = seen.get(file.hash) ?? 0
      seen.set(file.hash, count + 1)
      return [file, `${file.hash}.${count}`]
    }),
  )
}

/** Whether an upload that was cut off goes on where it was. */
export function goesOn({ files: [first] }: Upload): boolean {
  return first !== undefined && isLarge(first)
}

/** What an upload holds, in a text that no upload shares which holds something else. */
export function keyOf(upload: Upload, plan: PutPlan): string {
  const { files } = upload
  const [first] = files
  if (first !== undefined && goesOn(upload)) return first.hash
  const names = new Map(arriving(plan).map(({ file, name }) => [file, name]))
  return JSON.stringify([plan.tar, ...files.map((file) => [file.hash, file.size, names.get(file)])])
}

/** Decides what to send and what to do, by what is there of the tree already. */
export function planPut(tree: LocalTree, looked: Looked): PutPlan {
  const { files, links, folders } = tree
  const firstFolder = files.length + links.length
  const conflicts = [
    ...[...files, ...links].flatMap(({ path }, index) =>
      looked.folders.has(index) ? [`${path} is a folder there`] : [],
    ),
    ...folders.flatMap(({ path }, index) =>
      looked.files.has(firstFolder + index) ? [`${path} is no folder there`] : [],
    ),
  ]
  const [there, missing] = divided(files, ({ path, hash }) => looked.hashes.get(path) === hash)
  const names = partNames(files)
  const parts = missing.flatMap((file) => {
    const name = names.get(file)
    return name === undefined ? [] : [{ file, name }]
  })
  const small = missing.filter((file) => !isLarge(file))
  const odd = small.filter((file) => !canBeListed(file))
  const uploads = [...bundles(small), ...parts.flatMap((part) => rest(part, looked.parts))]
  return {
    conflicts,
    single: [...parts, ...odd.map((file, index) => ({ file, name: `odd.${index}` }))],
    small: byFolder(small.filter(canBeListed)),
    uploads,
    remoded: there.filter(({ path, mode }) => looked.modes.get(path) !== mode),
    links: links.filter(({ target }, index) => looked.links.get(files.length + index) !== target),
    folders: folders.filter((_, index) => !looked.there.has(firstFolder + index)),
    tar: looked.tar,
    bytes: uploads.reduce((sum, { size, offset }) => sum + size - offset, 0),
  }
}

/** Files that are to arrive. */
export function arriving({ single, small }: PutPlan): readonly ArrivingFile[] {
  return [...small.flatMap(({ files }) => files), ...single]
}

/** Whether there is nothing to be done. */
export function isDone({ single, small, remoded, links, folders }: PutPlan): boolean {
  return [single, small, remoded, links, folders].every(({ length }) => length === 0)
}

function divided<Item>(items: readonly Item[], test: (item: Item) => boolean): [Item[], Item[]] {
  const [yes, no]: [Item[], Item[]] = [[], []]
  for (const item of items) (test(item) ? yes : no).push(item)
  return [yes, no]
}

/** The name in a transfer's own folder of each small file, in groups by the folder that they go to. */
function byFolder(files: readonly LocalFile[]): readonly SmallFiles[] {
  const folders = new Map<string, LocalFile[]>()
  for (const file of files) {
    const folder = posix.dirname(file.path)
    const known = folders.get(folder)
    if (known === undefined) folders.set(folder, [file])
    else known.push(file)
  }
  return [...folders].map(([folder, members], index) => ({
    group: String(index),
    folder,
    files: members.map((file) => ({ file, name: `${index}/${posix.basename(file.path)}` })),
  }))
}

/** Small files as streams of some megabytes. */
function bundles(files: readonly LocalFile[]): readonly Upload[] {
  const found: { name: string; size: number; offset: 0; files: LocalFile[] }[] = []
  for (const file of files) {
    if (file.size === 0) continue
    let last = found.at(-1)
    if (last === undefined || last.size >= bundleSize) {
      last = { name: `bundle.${found.length}`, size: 0, offset: 0, files: [] }
      found.push(last)
    }
    last.size += file.size
    last.files.push(file)
  }
  return found
}

/** The upload of the bytes of a large file that are still to come; none where all bytes are there. */
function rest({ file, name }: ArrivingFile, parts: ReadonlyMap<string, number>): readonly Upload[] {
  const there = parts.get(name) ?? 0
  if (there === file.size) return []
  return [{ name, size: file.size, offset: there > file.size ? 0 : there, files: [file] }]
}
