import { isDeepStrictEqual } from 'node:util'
import { address } from './address.js'
import type { Manifest, PackageManifest } from './manifest.js'

/**
 * What the manifests of a workspace do not have in common although they should, one line each; `node` is the range that
 * all give for Node.
 */
export function manifestProblems(packages: readonly PackageManifest[], node: string): string[] {
  const [
    {
      manifest: { version },
    } = noManifest,
  ] = packages
  const names = new Set(packages.map(({ manifest }) => manifest.name))
  return packages.flatMap(({ folder, manifest }) => [
    ...Object.entries(expected(folder, manifest, { version, node })).flatMap(([field, value]) => {
      const found = manifest[field as keyof Manifest]
      return isDeepStrictEqual(found, value) ? [] : [`${folder}: ${field} is ${json(found)}, not ${json(value)}`]
    }),
    ...(manifest.exports?.['./package.json'] === './package.json' ? [] : [`${folder}: exports lack ./package.json`]),
    ...(manifest.description === undefined ? [`${folder}: no description`] : []),
    ...siblingRanges(manifest, names).flatMap(([name, range]) =>
      range === version ? [] : [`${folder}: asks for ${name} ${range}, not ${version}`],
    ),
  ])
}

const noManifest = { manifest: { version: '' } }

function expected(
  folder: string,
  manifest: Manifest,
  { version, node }: { readonly version: string; readonly node: string },
): Partial<Manifest> {
  const common = {
    version,
    license: 'MIT',
    type: 'module',
    engines: { node },
    repository: { type: 'git', url: `git+${address}.git`, directory: folder },
    bugs: `${address}/issues`,
    homepage: `${address}/tree/main/${folder}#readme`,
  }
  // Schemas are files of the repository, which nothing builds.
  const schemas = manifest.exports?.['./schemas/*.json'] === undefined ? [] : ['schemas']
  const command = manifest.bin === undefined ? [] : ['bin']
  // What a bundle was made of stays at home, but for the types.
  const isBundled = JSON.stringify(manifest.exports ?? {}).includes('"./dist/bundle/')
  const built = isBundled ? ['dist/bundle', 'dist/**/*.d.ts', 'dist/**/*.json'] : ['dist']
  return manifest.private === true
    ? common
    : { ...common, files: [...command, ...built, ...schemas], sideEffects: false }
}

function siblingRanges(
  { dependencies, devDependencies, peerDependencies }: Manifest,
  names: ReadonlySet<string>,
): [name: string, range: string][] {
  return Object.entries({ ...dependencies, ...devDependencies, ...peerDependencies }).filter(([name]) =>
    names.has(name),
  )
}

function json(value: unknown): string {
  return JSON.stringify(value) ?? 'missing'
}
