import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { workspaceFolder } from '../workspace.js'

/** Whether a path from the top of the repository leads to something; with `*` in it, to anything at all. */
export function isThere(path: string): boolean {
  return (
    path.split('/').reduce<string[]>((folders, name) => folders.flatMap((folder) => below(folder, name)), ['']).length >
    0
  )
}

function below(folder: string, name: string): string[] {
  if (name === '') return [folder]
  const names = name.includes('*') ? matching(folder, name) : [name]
  return names.map((one) => join(folder, one)).filter((path) => existsSync(join(workspaceFolder, path)))
}

function matching(folder: string, pattern: string): string[] {
  const expression = new RegExp(`^${pattern.replace(/[.+]/g, '\\$&').replaceAll('*', '.*')}$`)
  return readdirSync(join(workspaceFolder, folder)).filter((name) => expression.test(name))
}
