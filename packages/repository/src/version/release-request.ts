import { valid } from 'semver'
import { ReleaseError } from './release-error.js'

/** Which version is released, and when. */
export interface ReleaseRequest {
  /** As in a manifest: `0.2.0`. */
  readonly version: string
  /** As in the changelog: `2027-01-31`. */
  readonly date: string
}

/**
 * Reads the words of a command line, `VERSION [DATE]`; `today` is the date where none is given. Throws `ReleaseError`.
 */
export function releaseRequest(words: readonly string[], today: string): ReleaseRequest {
  const [version, date = today, ...more] = words
  if (version === undefined || more.length > 0) throw new ReleaseError(usage)
  if (valid(version) !== version)
    throw new ReleaseError(`${version} is no version such as 0.2.0 or 1.0.0-rc.1\n${usage}`)
  if (!isDate(date)) throw new ReleaseError(`${date} is no date such as ${today}\n${usage}`)
  return { version, date }
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const time = Date.parse(text)
  // `Date.parse` takes the 30th of February for the 2nd of March.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

const usage = 'usage: npm run release:version -- VERSION [DATE]'
