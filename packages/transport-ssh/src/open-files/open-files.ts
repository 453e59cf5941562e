import { readdirSync, readFileSync } from 'node:fs'

/** The limit once it was read: where no file can be opened any more it cannot be. */
let knownLimit: number | undefined

/** Files that this process may have open at once; undefined where the system does not tell. */
export function openFilesLimit(): number | undefined {
  const limit = Number(/^Max open files\s+(\d+)/m.exec(readOrEmpty('/proc/self/limits'))?.[1])
  if (!Number.isNaN(limit)) knownLimit = limit
  return knownLimit
}

/** Files that this process has open; undefined where the system does not tell, or no file can be opened any more. */
export function openFiles(): number | undefined {
  try {
    return readdirSync('/proc/self/fd').length
  } catch {
    return undefined
  }
}

/** Whether an error says that no further file can be opened: by this process, or on the whole machine. */
export function isOutOfFiles(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'EMFILE' || error.code === 'ENFILE')
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
