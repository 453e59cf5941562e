import { openFiles, openFilesLimit } from './open-files.js'

/** Files that are left to others: key files, files of known hosts, the name service, and this process's own. */
const kept = 32

/** Connections that this process can have open at once; a login may have another one to an agent. At least one. */
export function placesWithin(simultaneousLogins: number): number {
  const limit = openFilesLimit()
  if (limit === undefined) return Number.POSITIVE_INFINITY
  return Math.max(1, limit - (openFiles() ?? limit) - simultaneousLogins - kept)
}
