import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { workspaceFolder } from '../workspace.js'

/** A package that sends shell programs to hosts. */
export interface ProgramPackage {
  /** Its folder in `packages`. */
  readonly name: string
  /** The folder of its programs. Absolute path. */
  readonly folder: string
  /** The generated module that has the programs. Absolute path. */
  readonly module: string
}

/** Where a package's module is, if not in `src` itself. */
const moduleFolders: Readonly<Record<string, string>> = { core: 'src/command' }

/** Every package with a folder of programs, sorted by name. */
export function programPackages(workspace: string = workspaceFolder): ProgramPackage[] {
  const packages = join(workspace, 'packages')
  return readdirSync(packages)
    .filter((name) => existsSync(join(packages, name, 'programs')))
    .sort()
    .map((name) => ({
      name,
      folder: join(packages, name, 'programs'),
      module: join(packages, name, moduleFolders[name] ?? 'src', 'programs.generated.ts'),
    }))
}
