import { posix } from 'node:path'
import fc from 'fast-check'
import type { LocalFile, LocalFolder, LocalLink, LocalTree } from '../../src/files/local-tree.js'
import { canBeNamed, type Looked } from '../../src/files/look-answer.js'
import { isLarge, partNames } from '../../src/files/put-plan.js'

/** What is where a tree is to be put. */
export interface Place {
  readonly files: Map<string, Pick<LocalFile, 'hash' | 'mode'>>
  readonly links: Map<string, string>
  readonly folders: Map<string, number>
}

/** A tree, what is there, and what a look says of it. */
export interface Put {
  readonly tree: LocalTree
  readonly there: Place
  readonly looked: Looked
  /** Paths that something of another kind is in the way of. */
  readonly blocked: readonly string[]
}

/** The hash of what has so many bytes, of several kinds. */
export function hashOf(size: number, kind = 0): string {
  return `${size}a${kind}`.padEnd(64, '0')
}

const anyName = fc.constantFrom(
  'a',
  'b',
  'c d',
  "it's",
  '-n',
  'ü',
  '*',
  '.hidden',
  'b\\s',
  'n\nl',
  'cr\r',
  '$x',
  '#',
  'l'.repeat(95),
)
const anyPath = fc.array(anyName, { minLength: 1, maxLength: 3 }).map((names) => names.join('/'))
const anyMode = fc.constantFrom(0o644, 0o755, 0o600)
const anySize = fc.constantFrom(0, 1, 70, 4096, 1_000_000, 1_048_575, 1_048_576, 3_000_000)

const anyEntry = fc.record({
  path: anyPath,
  kind: fc.constantFrom('file', 'file', 'file', 'file', 'link', 'folder'),
  size: anySize,
  content: fc.nat({ max: 1 }),
  mode: anyMode,
  target: fc.constantFrom('a', '../b', '-f', 'n\nl'),
})

const anyTree: fc.Arbitrary<LocalTree> = fc
  .uniqueArray(anyEntry, { selector: ({ path }) => path, maxLength: 40 })
  .map((entries) => {
    const above = new Set(entries.flatMap(({ path }) => foldersAbove(path)))
    const only = (wanted: string) => entries.filter(({ kind, path }) => kind === wanted && !above.has(path))
    const files = only('file').map(({ path, size, content, mode }): LocalFile => {
      return { path, source: path, size, mode, hash: hashOf(size, size === 0 ? 0 : content) }
    })
    const links = only('link').map(({ path, target }): LocalLink => ({ path, target }))
    const folders = [...above, ...only('folder').map(({ path }) => path)].map(
      (path): LocalFolder => ({ path, mode: 0o750 }),
    )
    return { files: sorted(files), links: sorted(links), folders: sorted(folders) }
  })

/** Any tree with any look at where it goes; `blocks`: whether something of another kind may be in its way. */
export function anyPut(blocks: boolean): fc.Arbitrary<Put> {
  const anySeen = fc.record({
    there: fc.constantFrom('nothing', 'same', 'other', ...(blocks ? ['block'] : [])),
    mode: fc.constantFrom('same', 'other', 'unknown'),
    part: fc.option(fc.oneof(fc.constant(0), fc.nat({ max: 4_000_000 }), fc.constant('all' as const)), {
      nil: undefined,
    }),
  })
  return anyTree.chain((tree) => {
    const count = tree.files.length + tree.links.length + tree.folders.length
    return fc
      .tuple(fc.array(anySeen, { minLength: count, maxLength: count }), fc.boolean())
      .map(([seen, tar]) => lookedAt(tree, seen, tar))
  })
}

interface Seen {
  readonly there: string
  readonly mode: string
  readonly part?: number | 'all' | undefined
}

function lookedAt(tree: LocalTree, seen: readonly Seen[], tar: boolean): Put {
  const there: Place = { files: new Map(), links: new Map(), folders: new Map() }
  const looked = {
    hashes: new Map<string, string>(),
    modes: new Map<string, number>(),
    folders: new Set<number>(),
    files: new Set<number>(),
    there: new Set<number>(),
    links: new Map<number, string>(),
    parts: new Map<string, number>(),
    tar,
  }
  const blocked: string[] = []
  const names = partNames(tree.files)
  const all: readonly (LocalFile | LocalLink | LocalFolder)[] = [...tree.files, ...tree.links, ...tree.folders]
  for (const [index, entry] of all.entries()) {
    const { there: what, mode, part } = seen[index] ?? nothingSeen
    const { path } = entry
    if (what === 'block' && !(isFile(entry) && !canBeNamed(path))) {
      blocked.push(path)
      const inTheWay = isFile(entry) || isLink(entry) ? looked.folders : looked.files
      inTheWay.add(index)
    } else if (isFile(entry)) {
      const name = names.get(entry)
      if (name !== undefined && part !== undefined) looked.parts.set(name, part === 'all' ? entry.size : part)
      if (what === 'nothing') continue
      const found = { hash: what === 'same' ? entry.hash : hashOf(7, 7), mode: mode === 'same' ? entry.mode : 0o444 }
      there.files.set(path, found)
      if (!canBeNamed(path) || (isLarge(entry) && what === 'other')) continue
      looked.hashes.set(path, found.hash)
      if (mode !== 'unknown') looked.modes.set(path, found.mode)
    } else if (what !== 'nothing' && isLink(entry)) {
      const target = what === 'same' ? entry.target : 'elsewhere'
      there.links.set(path, target)
      looked.links.set(index, target)
    } else if (what !== 'nothing') {
      there.folders.set(path, 0o711)
      looked.there.add(index)
    }
  }
  return { tree, there, looked, blocked }
}

const nothingSeen: Seen = { there: 'nothing', mode: 'unknown' }

function isFile(entry: LocalFile | LocalLink | LocalFolder): entry is LocalFile {
  return 'hash' in entry
}

function isLink(entry: LocalLink | LocalFolder): entry is LocalLink {
  return 'target' in entry
}

function foldersAbove(path: string): string[] {
  const above = posix.dirname(path)
  return above === '.' ? [] : [...foldersAbove(above), above]
}

function sorted<Entry extends { readonly path: string }>(entries: readonly Entry[]): Entry[] {
  return [...entries].sort((one, other) => (one.path < other.path ? -1 : 1))
}
