import { existsSync } from 'node:fs'
import { cp, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'
import { workspaceFolder } from '../../src/workspace.js'

/**
 * Copies what a clone of this repository as it is now would have, and nothing that was installed or built, into a
 * folder: all of it, or the paths that are wanted.
 */
export async function checkOut(folder: string, isWanted: (path: string) => boolean = () => true): Promise<void> {
  const deleted = new Set(await listed('--deleted'))
  for (const path of await listed('--cached', '--others', '--exclude-standard', '--deduplicate')) {
    if (!deleted.has(path) && isWanted(path))
      await cp(join(workspaceFolder, path), join(folder, path), { verbatimSymlinks: true })
  }
}

/**
 * Gives a checkout what `npm ci` installs there, as whoever runs this test has done it: links to the same files, or
 * copies where the folder is on another file system.
 */
export async function install(checkout: string): Promise<void> {
  const folders = ['.', ...(await readdir(join(workspaceFolder, 'packages'))).map((name) => join('packages', name))]
  for (const folder of folders) {
    const installed = join(workspaceFolder, folder, 'node_modules')
    if (!existsSync(installed)) continue
    const target = join(checkout, folder, 'node_modules')
    const { exitCode } = await execa('cp', ['-al', installed, target], { reject: false })
    if (exitCode === 0) continue
    await rm(target, { recursive: true, force: true })
    await execa('cp', ['-a', installed, target])
  }
}

async function listed(...which: readonly string[]): Promise<string[]> {
  const { stdout } = await execa('git', ['ls-files', '-z', ...which], { cwd: workspaceFolder })
  return stdout.split('\0').filter((path) => path !== '')
}
