/** A package in node_modules, and the licence that its manifest names. */
export interface InstalledPackage {
  readonly name: string
  readonly version: string
  /** An SPDX expression; empty where the manifest names none. */
  readonly licence: string
}

/**
 * Reads what `npm query '*'` prints; the packages of this repository are left out. Throws for a text that is no list of
 * packages.
 */
export function parseInstalledPackages(text: string): readonly InstalledPackage[] {
  const nodes: unknown = JSON.parse(text)
  if (!Array.isArray(nodes)) throw new Error('npm query printed no list of packages')
  return nodes
    .filter((node: Node) => node.location?.includes('node_modules/') && node.resolved?.startsWith('file:') !== true)
    .map((node: Node) => ({ name: node.name ?? '', version: node.version ?? '', licence: licenceOf(node) }))
}

/** What is read of a package in the answer of npm, which has the members of its manifest. */
interface Node {
  readonly name?: string
  readonly version?: string
  readonly location?: string
  readonly resolved?: string | null
  readonly license?: string | LicenceOfOld
  readonly licenses?: readonly LicenceOfOld[]
}

/** How manifests named a licence before there were expressions. */
interface LicenceOfOld {
  readonly type?: string
}

function licenceOf({ license, licenses = [] }: Node): string {
  if (typeof license === 'string') return license.replace(/^\((.*)\)$/, '$1')
  return [license, ...licenses].flatMap((each) => each?.type ?? []).join(' OR ')
}
