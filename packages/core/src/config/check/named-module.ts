import { valueAt } from '../model/path.js'
import { substituteUser } from './prepare/placeholders.js'
import { userOfFile } from './prepare/user-of-file.js'

/** The module that a file names before anything in it was checked; null where it names none. */
export function namedModule(file: unknown, user: string): string | null {
  const module = valueAt(file, ['container', 'runtime', 'module'])
  return typeof module === 'string' && module !== '' ? substituteUser(module, userOfFile(file, user)) : null
}
