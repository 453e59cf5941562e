import { ReleaseError } from './release-error.js'
import type { ReleaseRequest } from './release-request.js'

const heading = '## [Unreleased]\n'

/**
 * The changelog with what was unreleased under the version and its date. Throws `ReleaseError` where nothing is written
 * under "Unreleased".
 */
export function withRelease(changelog: string, { version, date }: ReleaseRequest): string {
  const [before = '', after, ...more] = changelog.split(heading)
  if (after === undefined || more.length > 0)
    throw new ReleaseError(`CHANGELOG.md needs the line "${heading.trim()}", once`)
  const [unreleased = ''] = after.split(/^## /m, 1)
  if (!unreleased.includes('\n- '))
    throw new ReleaseError('CHANGELOG.md has nothing under "Unreleased": write what is new for users')
  return `${before}${heading}\n## [${version}] - ${date}\n${after}`
}
