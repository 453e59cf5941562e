import type { PackageManifest } from '../manifests/manifest.js'

/**
 * The packages that are published, each after those that it needs: nobody can install one whose dependencies are not
 * there yet.
 */
export function publishOrder(packages: readonly PackageManifest[]): PackageManifest[] {
  const left = packages.filter(({ manifest }) => manifest.private !== true)
  const order: PackageManifest[] = []
  while (left.length > 0) {
    const waiting = new Set(left.map(({ manifest }) => manifest.name))
    const next = left.findIndex(
      ({ manifest }) => !Object.keys(manifest.dependencies ?? {}).some((name) => waiting.has(name)),
    )
    const [found] = left.splice(next, next === -1 ? 0 : 1)
    if (found === undefined) throw new Error(`packages need each other: ${[...waiting].join(', ')}`)
    order.push(found)
  }
  return order
}
