import { gt } from 'semver'
import { ReleaseError } from './release-error.js'

/**
 * Throws `ReleaseError` unless a version may follow that of the manifests: a newer one, or the same where it was never
 * released.
 */
export function assertNewer(version: string, current: string, tags: readonly string[]): void {
  if (tags.includes(tagOf(version)))
    throw new ReleaseError(`${version} was released already: there is a tag ${tagOf(version)}`)
  if (version === current || gt(version, current)) return
  throw new ReleaseError(`${version} is not newer than ${current}, which the manifests have`)
}

/** The tag of a version. */
export function tagOf(version: string): string {
  return `v${version}`
}
