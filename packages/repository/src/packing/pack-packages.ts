import { join } from 'node:path'
import { execa } from 'execa'
import type { PublicPackage } from './public-packages.js'

/** A package as it would be published. */
export interface PackedPackage {
  readonly name: string
  /** Absolute path of the tarball. */
  readonly tarball: string
  /** Paths in the package, sorted. */
  readonly files: readonly string[]
}

/** Packs packages into a folder that exists. Each package is packed as it was built last. */
export async function packPackages(packages: readonly PublicPackage[], into: string): Promise<PackedPackage[]> {
  const folders = packages.map(({ folder }) => folder)
  const { stdout } = await execa('npm', [
    'pack',
    '--json',
    '--silent',
    '--ignore-scripts',
    '--pack-destination',
    into,
    ...folders,
  ])
  const packed = JSON.parse(stdout) as { name: string; filename: string; files: { path: string }[] }[]
  return packed.map(({ name, filename, files }) => ({
    name,
    tarball: join(into, filename),
    files: files.map(({ path }) => path).sort(),
  }))
}
