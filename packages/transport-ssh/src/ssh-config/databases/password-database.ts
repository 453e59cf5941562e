import { readFileSync } from 'node:fs'

/** The home folder of a user of this machine, by `/etc/passwd`; undefined for one who is not there. */
export function homeOf(user: string, path = '/etc/passwd'): string | undefined {
  const [, , , , , home] = recordsOf(path).find(([name]) => name === user) ?? []
  return home === '' ? undefined : home
}

/**
 * Whether a group is a user's own: named as the user and with no other member, by `/etc/group`. Debian and its kin give
 * each user one, and let files be writable for it.
 */
export function isOwnGroup(group: number, user: string, path = '/etc/group'): boolean {
  const found = recordsOf(path).find(([, , id]) => id === String(group))
  const [name, , , members = ''] = found ?? []
  return name === user && members.split(',').every((member) => member === '' || member === user)
}

function recordsOf(path: string): readonly (readonly string[])[] {
  try {
    return readFileSync(path, 'utf8')
      .split('\n')
      .map((line) => line.split(':'))
  } catch {
    return []
  }
}
