import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { workspaceFolder } from '../workspace.js'
import { findImports } from './find-imports.js'
import type { SourceImport, SourcePackage } from './source-package.js'

const packagesFolder = join(workspaceFolder, 'packages')

/** Every folder in `packages/`, whatever it is called. */
export function readPackages(): SourcePackage[] {
  return readdirSync(packagesFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => readPackage(name))
}

function readPackage(folder: string): SourcePackage {
  const manifest = JSON.parse(readFileSync(join(packagesFolder, folder, 'package.json'), 'utf8'))
  return {
    folder,
    name: manifest.name,
    isPrivate: manifest.private === true,
    dependencies: Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies }),
    exports: Object.keys(manifest.exports ?? {}),
    imports: readImports(join(packagesFolder, folder)),
  }
}

function readImports(folder: string): SourceImport[] {
  if (!existsSync(join(folder, 'src'))) return []
  return readdirSync(join(folder, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.[cm]?[jt]sx?$/.test(path))
    .map((path) => join('src', path))
    .flatMap((path) => {
      const file = path.split(sep).join('/')
      return findImports(readFileSync(join(folder, path), 'utf8')).map((specifier) => ({ file, specifier }))
    })
}
