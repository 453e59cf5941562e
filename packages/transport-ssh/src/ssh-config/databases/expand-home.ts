import { homeOf } from './password-database.js'

/**
 * A path with the home folder in place of a leading `~` or `~user`; undefined for a user whom this machine does not
 * know.
 */
export function expandHome(path: string, home: string): string | undefined {
  const [, user, rest = ''] = /^~([^/]*)(.*)$/s.exec(path) ?? []
  if (user === undefined) return path
  const folder = user === '' ? home : homeOf(user)
  return folder === undefined ? undefined : `${folder}${rest}`
}
