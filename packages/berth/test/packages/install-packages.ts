import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type PackedPackage, packPackages } from '../../../testbed/src/release/pack-packages.js'
import { publicPackages, workspaceFolder } from '../../../testbed/src/release/public-packages.js'
import { run } from './run.js'

/** What a user's folder holds after installing every package. */
export interface InstalledPackages {
  /** Absolute path of the user's folder. */
  readonly folder: string
  readonly packed: readonly PackedPackage[]
}

/** Packs every public package as built last, and installs them all into a new folder outside the workspace. */
export async function installPackages(): Promise<InstalledPackages> {
  const packages = publicPackages()
  const unbuilt = packages.filter(({ folder }) => !existsSync(join(folder, 'dist/index.js')))
  if (unbuilt.length > 0)
    throw new Error(`not built: ${unbuilt.map(({ name }) => name).join(', ')}; npm run build first`)

  const folder = await mkdtemp(join(tmpdir(), 'berth-installed-'))
  const tarballs = join(folder, 'tarballs')
  await mkdir(tarballs)
  const packed = await packPackages(packages, tarballs)
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'user', private: true, type: 'module' }))
  const options = ['--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error']
  const { exitCode, stderr } = run(folder, 'npm', 'install', ...options, ...packed.map(({ tarball }) => tarball))
  if (exitCode !== 0) throw new Error(`npm install failed: ${stderr}`)
  return { folder, packed }
}

/** Gives the user's folder the types of Node that this workspace has, as every TypeScript user of Node has them. */
export async function addNodeTypes(folder: string): Promise<void> {
  for (const name of ['@types/node', 'undici-types']) {
    await cp(join(workspaceFolder, 'node_modules', name), join(folder, 'node_modules', name), { recursive: true })
  }
}
