import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { workspaceFolder } from '../workspace.js'

/** A package that users install. */
export interface PublicPackage {
  readonly name: string
  /** Absolute path. */
  readonly folder: string
}

/**
 * Every package of the workspace that is not private, sorted by name. Reads the packages folder, so that none is
 * forgotten.
 */
export function publicPackages(): PublicPackage[] {
  return readdirSync(join(workspaceFolder, 'packages'))
    .map((entry) => join(workspaceFolder, 'packages', entry))
    .map((folder) => ({ folder, manifest: JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) }))
    .filter(({ manifest }) => manifest.private !== true)
    .map(({ folder, manifest }) => ({ name: String(manifest.name), folder }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}
