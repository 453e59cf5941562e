import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { workspaceFolder } from '../workspace.js'

/** The documents of this repository by their paths: those at its top and in `.github`, and each package's own. */
export function readDocuments(): ReadonlyMap<string, string> {
  const packages = readdirSync(join(workspaceFolder, 'packages')).map((name) => `packages/${name}`)
  const folders = packages.flatMap((folder) => [
    ...markdownIn(folder, { recursive: false }),
    ...markdownIn(`${folder}/docs`, { recursive: true }),
    ...markdownIn(`${folder}/examples`, { recursive: true }),
  ])
  const paths = [...markdownIn('', { recursive: false }), ...markdownIn('.github', { recursive: true }), ...folders]
  return new Map(paths.map((path) => [path, readFileSync(join(workspaceFolder, path), 'utf8')]))
}

function markdownIn(folder: string, options: { readonly recursive: boolean }): string[] {
  if (!existsSync(join(workspaceFolder, folder))) return []
  return readdirSync(join(workspaceFolder, folder), { ...options, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md') && !path.includes('node_modules'))
    .map((path) => (folder === '' ? path : `${folder}/${path}`))
    .sort()
}
