import { followLinks } from './follow-links.js'
import { absolutePath, folderOf, nameOf } from './path.js'

/** One file, folder, device or symbolic link in memory. */
export interface MemoryFile {
  readonly kind: 'file' | 'folder' | 'device' | 'link'
  /** Of a link: what it points to. */
  readonly content: Uint8Array
  /** Permission bits. */
  readonly mode: number
  /** Numeric id of the group that owns it. */
  readonly group: number
}

/** Why a path cannot be used, in the words of the programs that say it. */
export class FileTrouble extends Error {}

/** The files of one host or container. */
export class MemoryFiles {
  readonly #files: Map<string, MemoryFile> = new Map()
  /** Files that are not kept but made when they are looked at, as `/proc` is. */
  readonly #computed: ComputedFiles
  readonly #mounts: { readonly target: string; readonly files: MemoryFiles; readonly source: string }[] = []

  constructor(computed: ComputedFiles = nothingComputed) {
    this.#computed = computed
    this.#files.set('/', folder(0o755))
  }

  /** Shows a path of other files here, in place of what is there. */
  mount(target: string, files: MemoryFiles, source: string): void {
    this.makeFolders(folderOf(absolutePath('/', target)))
    this.#mounts.unshift({ target: absolutePath('/', target), files, source })
  }

  /** What a path leads to, links followed. Null if there is no such path. */
  get(path: string): MemoryFile | null {
    return this.#at(path, true)
  }

  /** What is at a path itself: a link is not followed. Null if there is no such path. */
  entry(path: string): MemoryFile | null {
    return this.#at(path, false)
  }

  /**
   * What was put where a path leads to, and is kept; nothing that the system itself shows. Null if there is no such
   * path.
   */
  kept(path: string): MemoryFile | null {
    const location = this.#reach(path, true)
    return location === null ? null : (location.files.#files.get(location.path) ?? null)
  }

  /** The path without links in it. Throws {@link FileTrouble} where they lead round in circles. */
  realPath(path: string): string {
    return this.#follow(path, true) ?? tooManyLinks()
  }

  /** Text of a file; null if there is none. */
  text(path: string): string | null {
    const file = this.get(path)
    return file === null || file.kind === 'folder' ? null : Buffer.from(file.content).toString('utf8')
  }

  /**
   * Writes a file whole, with the folders above it. Keeps the mode of one that is there. Default of a new one's mode is
   * 0o644.
   */
  write(path: string, content: string | Uint8Array, mode?: number): void {
    this.makeFolders(folderOf(absolutePath('/', path)))
    this.put(path, content, mode)
  }

  /** Writes a file whole into a folder that is there. Throws {@link FileTrouble}. */
  put(path: string, content: string | Uint8Array, mode?: number): void {
    const before = this.get(path)
    if (before?.kind === 'folder') throw new FileTrouble('Is a directory')
    this.#set(path, true, {
      kind: 'file',
      content: typeof content === 'string' ? Buffer.from(content) : content,
      mode: mode ?? before?.mode ?? 0o644,
      group: before?.group ?? 0,
    })
  }

  /** Adds to the end of a file; of one that was removed meanwhile, nothing is kept. */
  append(path: string, bytes: Uint8Array): void {
    const file = this.kept(path)
    if (file !== null) this.#set(path, true, { ...file, content: Buffer.concat([file.content, bytes]) })
  }

  /** Makes a device node, with the folders above it. */
  makeDevice(path: string, group = 0): void {
    this.makeFolders(folderOf(absolutePath('/', path)))
    this.#set(path, true, { kind: 'device', content: new Uint8Array(), mode: 0o660, group })
  }

  /** Makes a symbolic link. Throws {@link FileTrouble}, where anything is too. */
  makeLink(path: string, target: string): void {
    if (this.entry(path) !== null) throw new FileTrouble('File exists')
    this.#set(path, false, { kind: 'link', content: Buffer.from(target), mode: 0o777, group: 0 })
  }

  /** Makes one folder. Throws {@link FileTrouble}. */
  makeFolder(path: string, mode = 0o755): void {
    if (this.entry(path) !== null) throw new FileTrouble('File exists')
    this.#set(path, false, folder(mode))
  }

  /** Makes a folder and those above it, where they are missing. Throws {@link FileTrouble}. */
  makeFolders(path: string, mode = 0o755): void {
    const file = this.get(path)
    if (file?.kind === 'folder') return
    if (file !== null) throw new FileTrouble('Not a directory')
    this.makeFolders(folderOf(absolutePath('/', path)), mode)
    this.makeFolder(path, mode)
  }

  /** Changes a file's mode or group. Throws {@link FileTrouble}. */
  change(path: string, changes: Partial<Pick<MemoryFile, 'mode' | 'group'>>): void {
    const file = this.kept(path)
    if (file === null) throw new FileTrouble('No such file or directory')
    this.#set(path, true, { ...file, ...changes })
  }

  /** Moves a file, a link or a whole folder, over what is there. Throws {@link FileTrouble}. */
  move(from: string, to: string): void {
    const [source, target] = [this.#locate(from, false), this.#locate(to, false)]
    const moved = source.files.#below(source.path)
    if (moved.length === 0) throw new FileTrouble('No such file or directory')
    this.#assertFolderOf(to)
    for (const [path, file] of moved) {
      source.files.#files.delete(path)
      target.files.#files.set(target.path + path.slice(source.path.length), file)
    }
  }

  /** Removes a file, a link or a whole folder; false if there was none. */
  remove(path: string): boolean {
    const { files, path: at } = this.#locate(path, false)
    const found = files.#below(at)
    for (const [below] of found) files.#files.delete(below)
    return found.length > 0
  }

  /** Names in a folder, sorted; null if it is none. */
  list(path: string): string[] | null {
    if (this.get(path)?.kind !== 'folder') return null
    const { files, path: at } = this.#locate(path, true)
    const kept = [...files.#files.keys()].filter((file) => file !== '/' && folderOf(file) === at).map(nameOf)
    return [...new Set([...kept, ...files.#computed.list(at)])].sort()
  }

  /** All that is kept, for a copy elsewhere. */
  entries(): ReadonlyMap<string, MemoryFile> {
    return this.#files
  }

  /** Takes over files of elsewhere. */
  copyFrom(files: Pick<MemoryFiles, 'entries'>): void {
    for (const [path, file] of files.entries()) this.#files.set(path, file)
  }

  #at(path: string, last: boolean): MemoryFile | null {
    const location = this.#reach(path, last)
    return location === null
      ? null
      : (location.files.#files.get(location.path) ?? location.files.#computed.get(location.path))
  }

  #set(path: string, last: boolean, file: MemoryFile): void {
    this.#assertFolderOf(last ? this.realPath(path) : path)
    const location = this.#locate(path, last)
    location.files.#files.set(location.path, file)
  }

  #locate(path: string, last: boolean): FileLocation {
    return this.#reach(path, last) ?? tooManyLinks()
  }

  /** Where the file of a path is kept. Null if links lead round in circles. */
  #reach(path: string, last: boolean): FileLocation | null {
    const followed = this.#follow(path, last)
    return followed === null ? null : this.#mounted(followed)
  }

  #follow(path: string, last: boolean): string | null {
    return followLinks(absolutePath('/', path), last, (each) => {
      const { files, path: at } = this.#mounted(each)
      const file = files.#files.get(at)
      return file?.kind === 'link' ? Buffer.from(file.content).toString('utf8') : null
    })
  }

  #mounted(path: string): FileLocation {
    const found = this.#mounts.find(({ target }) => path === target || path.startsWith(`${target}/`))
    if (found === undefined) return { files: this, path }
    return found.files.#mounted(absolutePath(found.source, `.${path.slice(found.target.length)}`))
  }

  #below(path: string): [string, MemoryFile][] {
    return [...this.#files].filter(([file]) => file === path || file.startsWith(`${path}/`))
  }

  #assertFolderOf(path: string): void {
    const above = this.get(folderOf(absolutePath('/', path)))
    if (above === null) throw new FileTrouble('No such file or directory')
    if (above.kind !== 'folder') throw new FileTrouble('Not a directory')
  }
}

/** A path of other files, where they are mounted, or of the same ones. */
interface FileLocation {
  readonly files: MemoryFiles
  readonly path: string
}

/** Files that are made when they are looked at. */
export interface ComputedFiles {
  get(path: string): MemoryFile | null
  list(folder: string): readonly string[]
}

const nothingComputed: ComputedFiles = { get: () => null, list: () => [] }

function folder(mode: number): MemoryFile {
  return { kind: 'folder', content: new Uint8Array(), mode, group: 0 }
}

function tooManyLinks(): never {
  throw new FileTrouble('Too many levels of symbolic links')
}
