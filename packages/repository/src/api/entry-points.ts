import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PublicPackage } from '../packing/public-packages.js'

/** A module that users import from. */
export interface EntryPoint {
  /** As it is imported: `@berth/core/adapter`. */
  readonly specifier: string
  readonly package: PublicPackage
  /** Absolute path of its source. */
  readonly source: string
}

/**
 * Every entry point of code that packages offer in their `exports`; those of core first, since other packages pass on
 * what core exports.
 */
export function entryPoints(packages: readonly PublicPackage[]): EntryPoint[] {
  const core = packages.filter(({ name }) => name === '@berth/core')
  const others = packages.filter((one) => !core.includes(one))
  return [...core, ...others].flatMap((one) =>
    exportsOf(one.folder).flatMap(([path, target]) => {
      if (typeof target === 'string' || target.types === undefined) return []
      const source = target.types.replace(/^\.\/dist\/(.*)\.d\.ts$/, 'src/$1.ts')
      return [{ specifier: `${one.name}${path.slice(1)}`, package: one, source: join(one.folder, source) }]
    }),
  )
}

function exportsOf(folder: string): [path: string, target: string | { readonly types?: string }][] {
  return Object.entries(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).exports)
}
