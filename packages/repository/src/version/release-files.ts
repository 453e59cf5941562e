import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ReleaseRequest } from './release-request.js'
import { withRelease } from './with-release.js'
import { type VersionChange, withLockedVersions, withOwnVersion, withRanges } from './with-version.js'

/**
 * The files of a workspace that a release changes, by path, each with its new text. `tracked` are all paths of the
 * repository.
 */
export async function releaseFiles(
  workspace: string,
  tracked: readonly string[],
  request: ReleaseRequest,
  change: VersionChange,
): Promise<ReadonlyMap<string, string>> {
  const edits = tracked.flatMap((path) => {
    const edit = editOf(path, request, change)
    return edit === null ? [] : [{ path, edit }]
  })
  const edited = edits.map(async ({ path, edit }): Promise<[string, string]> => {
    return [path, edit(await readFile(join(workspace, path), 'utf8'))]
  })
  return new Map(await Promise.all(edited))
}

/** What a release does to a file; null where it leaves it alone. */
function editOf(path: string, request: ReleaseRequest, change: VersionChange): ((text: string) => string) | null {
  if (path === 'CHANGELOG.md') return (text) => withRelease(text, request)
  if (path === 'package-lock.json') return (text) => withLockedVersions(text, change)
  if (/^packages\/[^/]+\/package\.json$/.test(path)) return (text) => withRanges(withOwnVersion(text, change), change)
  // Guides and examples show the ranges that users are to write.
  if (/^packages\/[^/]+\/(?:docs\/.*\.md|examples\/.*\/package\.json)$/.test(path))
    return (text) => withRanges(text, change)
  return null
}
