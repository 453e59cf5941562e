import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { workspaceFolder } from '../workspace.js'

/** The sources, tests and programs of all packages by their paths, but for what is generated, built or installed. */
export function readCommentedFiles(): ReadonlyMap<string, string> {
  const paths = filesBelow('packages').filter(
    (path) => /\.(?:ts|sh)$/.test(path) && !/\.generated\.|\.d\.ts$/.test(path),
  )
  return new Map(paths.map((path) => [path, readFileSync(join(workspaceFolder, path), 'utf8')]))
}

function filesBelow(folder: string): string[] {
  return readdirSync(join(workspaceFolder, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    if (entry.isFile()) return [path]
    return entry.isDirectory() && !['node_modules', 'dist'].includes(entry.name) ? filesBelow(path) : []
  })
}
