import { lstatSync } from 'node:fs'
import { expect } from 'vitest'
import { writtenFiles } from '../../../src/security/writes/written-files.js'

/**
 * Holds permission bits that were seen against the table of all that Berth writes. The id is a literal, by which the
 * table finds its tests. `decided`: the bits for a file whose bits others decide, by the umask or by asking for them.
 */
export function holdsMode(id: string, seen: number, decided?: number): void {
  const file = writtenFiles.find((each) => each.id === id)
  if (file === undefined) throw new Error(`the table of what is written has no ${id}`)
  const wanted = typeof file.mode === 'number' ? file.mode : decided
  if (wanted === undefined) throw new Error(`the bits of ${id} are for the test to say`)
  expect(octal(seen), `${id}: ${file.path}`).toBe(octal(wanted))
}

/** The permission bits of an entry of this machine; those of a link itself. */
export function modeOf(path: string): number {
  return lstatSync(path).mode & 0o7777
}

/** Umasks that hide nothing, and all, by their names: under these a mode that is left to chance comes out wrong. */
export const hostileUmasks = [
  ['000', 0o000],
  ['077', 0o077],
] as const

function octal(mode: number): string {
  return mode.toString(8).padStart(4, '0')
}
