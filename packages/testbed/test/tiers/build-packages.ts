import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import { withLock } from '../../src/state/lock.js'

const workspace = fileURLToPath(new URL('../../../..', import.meta.url))

/**
 * Builds all packages, for tests of what was built; does little where all are current. Tests that ask at the same time
 * wait for each other. Rejects with what the compiler says.
 */
export async function buildPackages(): Promise<void> {
  await withLock('build', () => execa('npm', ['run', '--silent', 'build'], { cwd: workspace, all: true }))
}
