import type { LocalTree } from './local-tree.js'
import { pathBytes } from './path-text.js'
import { looked } from './put-commands.js'

/**
 * The part of a tree that is in its place already, as far as is known; a file that is not known to be there is sent.
 * Numbers are those of the tree's entries: files, then links, then folders.
 */
export interface Looked {
  /** SHA-256 of files, by path. */
  readonly hashes: ReadonlyMap<string, string>
  /** Permission bits of files, by path. */
  readonly modes: ReadonlyMap<string, number>
  /** Numbers of the entries in whose place there is a folder. */
  readonly folders: ReadonlySet<number>
  /** Numbers of the folders in whose place there is something else than a folder. */
  readonly files: ReadonlySet<number>
  /** Numbers of the folders that are there. */
  readonly there: ReadonlySet<number>
  /** The paths that links there point to, by number. */
  readonly links: ReadonlyMap<number, string>
  /** Bytes of the parts that earlier transfers left behind, by name. */
  readonly parts: ReadonlyMap<string, number>
  /** Whether there is a tar that can unpack small files. */
  readonly tar: boolean
}

/**
 * Whether a file may be asked about: lists of hashes name each file in a line of its own, in which some programs write
 * line breaks and backslashes in another way.
 */
export function canBeNamed(path: string): boolean {
  return !/[\n\r\\]/.test(path)
}

/** Bytes of a line about an entry, beside its path: a hash or a mode, a word, a number. */
const longestFact = 128

/** Bytes of the longest path that a link points to (PATH_MAX). */
const longestTarget = 4096

/** Bytes of the longest answer about a tree: at most three lines about a file, and one about anything else. */
export function longestAnswer({ files, links, folders }: LocalTree): number {
  const ofFiles = files.reduce((sum, { path }) => sum + 3 * longestFact + 2 * pathBytes(path).length, 0)
  return longestFact + ofFiles + links.length * (longestFact + longestTarget) + folders.length * longestFact
}

/** Reads the output of the looking program; null where the end of the output is missing. */
export function parseLook(text: string, { files }: Pick<LocalTree, 'files'>): Looked | null {
  const lines = text.split('\n')
  if (lines.pop() !== '' || lines.pop() !== looked) return null
  const paths = new Set(files.map(({ path }) => path).filter(canBeNamed))
  const answer = {
    hashes: new Map<string, string>(),
    modes: new Map<string, number>(),
    folders: new Set<number>(),
    files: new Set<number>(),
    there: new Set<number>(),
    links: new Map<number, string>(),
    parts: new Map<string, number>(),
    tar: lines.includes('tar'),
  }
  for (const line of lines) {
    const [, hash, hashed = ''] = /^([0-9a-f]{64}) [ *]\.\/(.*)$/s.exec(line) ?? []
    const [, mode, named = ''] = /^mode ([0-7]+) \.\/(.*)$/s.exec(line) ?? []
    const [, kind, index] = /^(folder|file|there) (\d+)$/.exec(line) ?? []
    const [, link, target = ''] = /^link (\d+) (.*)$/s.exec(line) ?? []
    const [, part = '', size] = /^part (\S+) (\d+)$/.exec(line) ?? []
    if (hash !== undefined && paths.has(hashed)) answer.hashes.set(hashed, hash)
    if (mode !== undefined && paths.has(named)) answer.modes.set(named, Number.parseInt(mode, 8))
    if (kind === 'folder') answer.folders.add(Number(index))
    if (kind === 'file') answer.files.add(Number(index))
    if (kind === 'there') answer.there.add(Number(index))
    if (link !== undefined) answer.links.set(Number(link), target)
    if (size !== undefined) answer.parts.set(part, Number(size))
  }
  return answer
}
