import { cp, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buildPackages } from '../../../../testbed/test/tiers/build-packages.js'
import { type PackedPackage, packPackages } from '../../../src/packing/pack-packages.js'
import { publicPackages } from '../../../src/packing/public-packages.js'
import { workspaceFolder } from '../../../src/workspace.js'
import { run } from '../run.js'

/** Builds and packs every public package, and installs them all into an empty folder. */
export async function installPackages(folder: string): Promise<readonly PackedPackage[]> {
  await buildPackages()
  const tarballs = join(folder, 'tarballs')
  await mkdir(tarballs)
  const packed = await packPackages(publicPackages(), tarballs)
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'user', private: true, type: 'module' }))
  const options = ['--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error']
  const { exitCode, stderr } = run(folder, 'npm', 'install', ...options, ...packed.map(({ tarball }) => tarball))
  if (exitCode !== 0) throw new Error(`npm install failed: ${stderr}`)
  return packed
}

/** Gives the user's folder the types of Node that this workspace has, as every TypeScript user of Node has them. */
export async function addNodeTypes(folder: string): Promise<void> {
  for (const name of ['@types/node', 'undici-types']) {
    await cp(join(workspaceFolder, 'node_modules', name), join(folder, 'node_modules', name), { recursive: true })
  }
}
