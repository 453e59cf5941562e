import { absolutePath, folderOf, nameOf } from './path.js'

/** One file, folder or device in memory. */
export interface MemoryFile {
  readonly kind: 'file' | 'folder' | 'device'
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

  /** Null if there is no such path. */
  get(path: string): MemoryFile | null {
    const absolute = absolutePath('/', path)
    const elsewhere = this.#mounted(absolute)
    if (elsewhere !== null) return elsewhere.files.get(elsewhere.path)
    return this.#files.get(absolute) ?? this.#computed.get(absolute)
  }

  /** Text of a file; null if there is none. */
  text(path: string): string | null {
    const file = this.get(path)
    return file === null || file.kind === 'folder' ? null : Buffer.from(file.content).toString('utf8')
  }

  /** Writes a file whole, with the folders above it. Keeps the mode of one that is there. Default of a new one's mode is 0o644. */
  write(path: string, content: string | Uint8Array, mode?: number): void {
    const absolute = absolutePath('/', path)
    this.makeFolders(folderOf(absolute))
    this.put(absolute, content, mode)
  }

  /** Writes a file whole into a folder that is there. Throws {@link FileTrouble}. */
  put(path: string, content: string | Uint8Array, mode?: number): void {
    const absolute = absolutePath('/', path)
    const elsewhere = this.#mounted(absolute)
    if (elsewhere !== null) {
      elsewhere.files.put(elsewhere.path, content, mode)
      return
    }
    const before = this.#files.get(absolute)
    if (before?.kind === 'folder') throw new FileTrouble('Is a directory')
    this.#assertFolder(absolute)
    this.#files.set(absolute, {
      kind: 'file',
      content: typeof content === 'string' ? Buffer.from(content) : content,
      mode: mode ?? before?.mode ?? 0o644,
      group: before?.group ?? 0,
    })
  }

  /** Adds to the end of a file; of one that was removed meanwhile, nothing is kept. */
  append(path: string, bytes: Uint8Array): void {
    const elsewhere = this.#mounted(path)
    if (elsewhere !== null) {
      elsewhere.files.append(elsewhere.path, bytes)
      return
    }
    const file = this.#files.get(path)
    if (file !== undefined) this.#files.set(path, { ...file, content: Buffer.concat([file.content, bytes]) })
  }

  /** Makes a device node, with the folders above it. */
  makeDevice(path: string, group = 0): void {
    const absolute = absolutePath('/', path)
    this.makeFolders(folderOf(absolute))
    this.#files.set(absolute, { kind: 'device', content: new Uint8Array(), mode: 0o660, group })
  }

  /** Makes one folder. Throws {@link FileTrouble}. */
  makeFolder(path: string, mode = 0o755): void {
    const absolute = absolutePath('/', path)
    if (this.get(absolute) !== null) throw new FileTrouble('File exists')
    this.#assertFolder(absolute)
    this.#files.set(absolute, folder(mode))
  }

  /** Makes a folder and those above it, where they are missing. Throws {@link FileTrouble}. */
  makeFolders(path: string): void {
    const absolute = absolutePath('/', path)
    const file = this.get(absolute)
    if (file?.kind === 'folder') return
    if (file !== null) throw new FileTrouble('Not a directory')
    this.makeFolders(folderOf(absolute))
    this.#files.set(absolute, folder(0o755))
  }

  /** Changes a file's mode or group. Throws {@link FileTrouble}. */
  change(path: string, changes: Partial<Pick<MemoryFile, 'mode' | 'group'>>): void {
    const absolute = absolutePath('/', path)
    const file = this.#files.get(absolute)
    if (file === undefined) throw new FileTrouble('No such file or directory')
    this.#files.set(absolute, { ...file, ...changes })
  }

  /** Moves a file or a whole folder, over what is there. Throws {@link FileTrouble}. */
  move(from: string, to: string): void {
    const [source, target] = [absolutePath('/', from), absolutePath('/', to)]
    const moved = this.#below(source)
    if (moved.length === 0) throw new FileTrouble('No such file or directory')
    this.#assertFolder(target)
    for (const [path, file] of moved) {
      this.#files.delete(path)
      this.#files.set(target + path.slice(source.length), file)
    }
  }

  /** Removes a file or a whole folder; false if there was none. */
  remove(path: string): boolean {
    const elsewhere = this.#mounted(absolutePath('/', path))
    if (elsewhere !== null) return elsewhere.files.remove(elsewhere.path)
    const found = this.#below(absolutePath('/', path))
    for (const [below] of found) this.#files.delete(below)
    return found.length > 0
  }

  /** Names in a folder, sorted; null if it is none. */
  list(path: string): string[] | null {
    const absolute = absolutePath('/', path)
    const elsewhere = this.#mounted(absolute)
    if (elsewhere !== null) return elsewhere.files.list(elsewhere.path)
    if (this.get(absolute)?.kind !== 'folder') return null
    const kept = [...this.#files.keys()].filter((file) => file !== '/' && folderOf(file) === absolute).map(nameOf)
    return [...new Set([...kept, ...this.#computed.list(absolute)])].sort()
  }

  /** All that is kept, for a copy elsewhere. */
  entries(): ReadonlyMap<string, MemoryFile> {
    return this.#files
  }

  /** Takes over files of elsewhere. */
  copyFrom(files: Pick<MemoryFiles, 'entries'>): void {
    for (const [path, file] of files.entries()) this.#files.set(path, file)
  }

  #mounted(path: string): { files: MemoryFiles; path: string } | null {
    const found = this.#mounts.find(({ target }) => path === target || path.startsWith(`${target}/`))
    return found === undefined ? null : { files: found.files, path: found.source + path.slice(found.target.length) }
  }

  #below(path: string): [string, MemoryFile][] {
    return [...this.#files].filter(([file]) => file === path || file.startsWith(`${path}/`))
  }

  #assertFolder(path: string): void {
    const above = this.get(folderOf(path))
    if (above === null) throw new FileTrouble('No such file or directory')
    if (above.kind !== 'folder') throw new FileTrouble('Not a directory')
  }
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
