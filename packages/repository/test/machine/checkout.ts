import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'
import { workspaceFolder } from '../../src/workspace.js'

/**
 * Copies what a clone of this repository as it is now would have, and nothing that was installed or built, into a
 * folder.
 */
export async function checkOut(folder: string): Promise<void> {
  const deleted = new Set(await listed('--deleted'))
  for (const path of await listed('--cached', '--others', '--exclude-standard', '--deduplicate')) {
    if (!deleted.has(path)) await cp(join(workspaceFolder, path), join(folder, path), { verbatimSymlinks: true })
  }
}

async function listed(...which: readonly string[]): Promise<string[]> {
  const { stdout } = await execa('git', ['ls-files', '-z', ...which], { cwd: workspaceFolder })
  return stdout.split('\0').filter((path) => path !== '')
}
