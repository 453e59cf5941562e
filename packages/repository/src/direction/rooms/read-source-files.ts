import { existsSync, readdirSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { workspaceFolder } from '../../workspace.js'

const packagesFolder = join(workspaceFolder, 'packages')

/**
 * All files in `src` of the package in this folder of `packages/`, of any kind, by paths in the package; none if it has
 * no `src`.
 */
export function readSourceFiles(folder: string): readonly string[] {
  const root = join(packagesFolder, folder)
  if (!existsSync(join(root, 'src'))) return []
  return readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
}
