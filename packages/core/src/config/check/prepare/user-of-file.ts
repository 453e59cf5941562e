import { valueAt } from '../../model/path.js'
import { findPlaceholder, substituteUser } from './placeholders.js'

/**
 * Whom `{user-id}` stands for in a file before anything in it was checked: its `username`, else the user who runs
 * Berth, who also stands in for `{user-id}` in `username` itself.
 */
export function userOfFile(file: unknown, runner: string): string {
  const written = valueAt(file, ['username'])
  if (typeof written !== 'string' || written === '') return runner
  const username = substituteUser(written, runner)
  // One that is not filled in yet is reported at its own place, and not wherever it would stand in.
  return findPlaceholder(username, 'text') === undefined ? username : runner
}
