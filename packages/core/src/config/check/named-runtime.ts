import { valueAt } from '../model/path.js'
import { substituteUser } from './prepare/placeholders.js'
import { userOfFile } from './prepare/user-of-file.js'

/**
 * The runtime that a file names before anything in it was checked: `docker` where the file names none, null where the
 * file has no container or the name is no text.
 */
export function namedRuntime(file: unknown, user: string): string | null {
  if (valueAt(file, ['container']) == null) return null
  const name = valueAt(file, ['container', 'runtime', 'name'])
  if (name === undefined) return 'docker'
  return typeof name === 'string' ? substituteUser(name, userOfFile(file, user)) : null
}

/** The module that a file names before anything in it was checked; null where it names none. */
export function namedModule(file: unknown, user: string): string | null {
  const module = valueAt(file, ['container', 'runtime', 'module'])
  return typeof module === 'string' && module !== '' ? substituteUser(module, userOfFile(file, user)) : null
}
