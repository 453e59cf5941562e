import type { SourceImport } from '../source-package.js'
import { importGraph } from './import-graph.js'
import type { RoomProblem } from './room-problem.js'

/** The rooms of core from the top floor down, as `packages/core/docs/architecture.md` has them. */
export const floorsOfCore = [
  'cluster',
  'lifetime',
  'sshd',
  'files',
  'detach',
  'provision',
  'image',
  'config',
  'adapter',
  'program',
  'command',
  'fanout',
  'contract',
  'errors',
] as const

/**
 * Imports of a package that lead from a room to a floor above its own, or between rooms one of which has no floor. What
 * stands beside the rooms (`index.ts`) is on top of all.
 */
export function climbingImports(imports: readonly SourceImport[], floors: readonly string[]): readonly RoomProblem[] {
  return [...importGraph(imports)].flatMap(([file, targets]) =>
    [...targets].flatMap((target) => {
      const [from, to] = [roomOf(file), roomOf(target)]
      if (from === null || from === to) return []
      const isBelow = to !== null && floors.includes(from) && floors.indexOf(to) > floors.indexOf(from)
      return isBelow ? [] : [{ rule: 'climbing import', folder: 'src', message: `${file} imports ${target}` } as const]
    }),
  )
}

/** The room that a file of `src` is in; null for one beside the rooms. */
function roomOf(file: string): string | null {
  const [, room, ...inside] = file.split('/')
  return inside.length === 0 ? null : (room ?? null)
}
