/** The versions of a release: what the packages have, and what they get. */
export interface VersionChange {
  readonly from: string
  readonly to: string
  /** Names of all packages of the workspace. */
  readonly names: readonly string[]
}

/**
 * A manifest with another version of its own. Only the first `version` is meant: it stands before everything that could
 * hold another.
 */
export function withOwnVersion(manifest: string, { from, to }: VersionChange): string {
  return manifest.replace(`"version": "${from}"`, `"version": "${to}"`)
}

/**
 * A text, a manifest or one that shows a part of a manifest, with other ranges for the packages; exact ones stay exact,
 * `^` stays `^`.
 */
export function withRanges(text: string, { from, to, names }: VersionChange): string {
  return names.reduce(
    (changed, name) =>
      changed
        .replaceAll(`"${name}": "${from}"`, `"${name}": "${to}"`)
        .replaceAll(`"${name}": "^${from}"`, `"${name}": "^${to}"`),
    text,
  )
}

/** The lock file with other versions and ranges of the workspace's packages, which are those below `packages/`. */
export function withLockedVersions(lock: string, change: VersionChange): string {
  const { packages, ...rest } = JSON.parse(lock) as { packages: Record<string, { version?: string }> }
  const locked = Object.entries(packages).map(([path, entry]) => [
    path,
    path.startsWith('packages/') && entry.version === change.from && !path.includes('/node_modules/')
      ? { ...entry, version: change.to }
      : entry,
  ])
  const changed = { ...rest, packages: Object.fromEntries(locked) }
  return withRanges(`${JSON.stringify(changed, null, 2)}\n`, change)
}
