import { posix } from 'node:path'
import type { SourceImport } from '../source-package.js'
import { circleMessage } from './circle-message.js'
import { findCircles } from './find-circles.js'
import { type ImportGraph, importGraph } from './import-graph.js'
import type { RoomProblem } from './room-problem.js'

/**
 * Rooms of a package that import each other, directly or around: in each folder, its folders among themselves and with
 * the files beside them. A file counts as its room, an `index.ts` as well; so a room may use a file that stands beside
 * it only if that file does not use the room.
 */
export function roomCircles(imports: readonly SourceImport[]): readonly RoomProblem[] {
  const graph = importGraph(imports)
  return foldersOf(graph).flatMap((folder) =>
    findCircles(graphOfEntries(folder, graph))
      .filter((circle) => circle.some((entry) => entry.endsWith('/')))
      .map((circle) => ({ rule: 'circle of rooms', folder, message: circleMessage(circle, folder, graph) }) as const),
  )
}

/** What the entries of a folder import of each other: its files, and its folders with a slash at their end. */
function graphOfEntries(folder: string, graph: ImportGraph): ImportGraph {
  const entries = new Map<string, Set<string>>()
  for (const [file, imports] of graph) {
    const importer = entryOf(folder, file)
    if (importer === undefined) continue
    for (const one of imports) {
      const imported = entryOf(folder, one)
      if (imported === undefined || imported === importer) continue
      entries.set(importer, (entries.get(importer) ?? new Set()).add(imported))
    }
  }
  return entries
}

/** The entry of a folder that a file is, or is in; undefined for one that is elsewhere. */
function entryOf(folder: string, file: string): string | undefined {
  if (!file.startsWith(`${folder}/`)) return undefined
  const end = file.indexOf('/', folder.length + 1)
  return end === -1 ? file : file.slice(0, end + 1)
}

/** Every folder with a file that imports something. */
function foldersOf(graph: ImportGraph): readonly string[] {
  const folders = new Set<string>()
  for (const file of graph.keys()) {
    for (let folder = posix.dirname(file); folder !== '.'; folder = posix.dirname(folder)) folders.add(folder)
  }
  return [...folders].sort()
}
