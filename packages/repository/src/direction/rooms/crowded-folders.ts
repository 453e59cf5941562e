import { posix } from 'node:path'
import type { RoomProblem } from './room-problem.js'

/** Files and folders beside each other that a reader can still look over. */
export const mostSiblings = 15

/**
 * Folders with more than {@link mostSiblings} files and folders in them, generated ones (`*.generated.ts`) not counted.
 */
export function crowdedFolders(files: readonly string[]): readonly RoomProblem[] {
  const entries = new Map<string, Set<string>>()
  for (const file of files.filter((one) => !one.endsWith('.generated.ts'))) {
    for (let path = file; posix.dirname(path) !== '.'; path = posix.dirname(path)) {
      const folder = posix.dirname(path)
      entries.set(folder, (entries.get(folder) ?? new Set()).add(path))
    }
  }
  return [...entries]
    .filter(([, { size }]) => size > mostSiblings)
    .map(([folder, { size }]) => ({ rule: 'crowded folder', folder, message: `${size} files and folders` }))
}
