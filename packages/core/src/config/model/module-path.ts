import { resolve } from 'node:path'

/** A module as the cluster file names it: a path, which is made absolute, or a package. */
export function modulePath(module: string, folder: string): string {
  return /^\.{0,2}\//.test(module) ? resolve(folder, module) : module
}
