import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { workspaceFolder } from '../workspace.js'
import type { PackageManifest } from './manifest.js'

/** The manifest of every package of the workspace, private ones too, by folder. */
export function readManifests(workspace: string = workspaceFolder): PackageManifest[] {
  return readdirSync(join(workspace, 'packages'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `packages/${name}`)
    .sort()
    .map((folder) => ({ folder, manifest: JSON.parse(readFileSync(join(workspace, folder, 'package.json'), 'utf8')) }))
}
