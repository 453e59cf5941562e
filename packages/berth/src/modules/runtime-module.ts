import { isAbsolute } from 'node:path'

/** A module that a cluster file names for its runtime. */
export interface RuntimeModule {
  /** The name that the cluster file gives the runtime. */
  readonly runtime: string
  /** A package, or the absolute path of a file. */
  readonly module: string
  /** The absolute path of the folder from which a package is looked for. */
  readonly folder: string
  /** The place of the module's name in the cluster file, with a message about it. */
  readonly at: (message: string) => string
}

/** The package that a module is of, without the path inside; null for a file that is named by its path. */
export function packageOf(module: string): string | null {
  if (isAbsolute(module)) return null
  return module.split('/', module.startsWith('@') ? 2 : 1).join('/')
}
