import { posix } from 'node:path'

/** A path from the root, without `.`, `..`, and a slash at its end. */
export function absolutePath(cwd: string, path: string): string {
  return posix.resolve('/', cwd, path)
}

export function folderOf(path: string): string {
  return posix.dirname(path)
}

export function nameOf(path: string): string {
  return posix.basename(path)
}
