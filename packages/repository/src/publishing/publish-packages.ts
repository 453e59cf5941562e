import { join } from 'node:path'
import { execa } from 'execa'
import { prerelease } from 'semver'
import type { PackageManifest } from '../manifests/manifest.js'

/** Where packages are published from, and how. */
export interface Publication {
  /** The folder of the whole workspace. */
  readonly workspace: string
  /** Words for each `npm publish`: `--provenance`, say. */
  readonly words: readonly string[]
  /** Told of each package that the registry has now. */
  readonly onPublished: (name: string) => void
}

/**
 * Publishes packages in their order, as built last. A package whose version the registry has is passed over, so that an
 * interrupted publication can be run again. A version such as `1.0.0-rc.1` becomes `next`, not `latest`. Rejects at the
 * first package that fails.
 */
export async function publishPackages(
  packages: readonly PackageManifest[],
  { workspace, words, onPublished }: Publication,
): Promise<void> {
  for (const { folder, manifest } of packages) {
    const { name, version } = manifest
    const options = { cwd: join(workspace, folder) }
    const tag = prerelease(version) === null ? 'latest' : 'next'
    if (!(await isThere(name, version, options)))
      await execa('npm', ['publish', '--access', 'public', '--tag', tag, ...words], options)
    onPublished(`${name}@${version}`)
  }
}

/**
 * Asks the registry whether it has a version of a package. Rejects at a failure other than "no such package": whether
 * the package is there cannot be told then.
 */
async function isThere(name: string, version: string, options: { readonly cwd: string }): Promise<boolean> {
  const asked = await execa('npm', ['view', `${name}@${version}`, 'version', '--json'], { ...options, reject: false })
  if (asked.exitCode === 0) return asked.stdout.trim() !== ''
  if (/\bE404\b/.test(`${asked.stdout}${asked.stderr}`)) return false
  throw new Error(`the registry did not answer for ${name}: ${asked.stderr}`)
}
