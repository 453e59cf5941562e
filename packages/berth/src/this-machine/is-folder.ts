import { statSync } from 'node:fs'

/** Whether a path of this machine is a folder; a path that cannot be looked at is none. */
export function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch {
    return false
  }
}
