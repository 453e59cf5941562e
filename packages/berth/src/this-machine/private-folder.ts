import { lstatSync, mkdirSync, type Stats, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { BerthError } from '@berth/core'

/**
 * Makes a folder of this user's alone in one that others may write to, or takes the one that is there, and gives its
 * path. Whoever was there first may have put a folder of their own in its place, or a link: throws `BERTH_STATE` unless
 * it is a folder of this user, closed to others, and where it is nobody else can put another one.
 */
export function privateFolder(path: string): string {
  try {
    mkdirSync(path, { mode: 0o700 })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw untrusted(path, String(error))
  }
  const user = process.geteuid?.()
  const above = statSync(dirname(path))
  if (above.uid !== 0 && above.uid !== user) throw untrusted(path, `${dirname(path)} belongs to another user`)
  if (isOpen(above) && (above.mode & sticky) === 0)
    throw untrusted(path, `whoever may write to ${dirname(path)} can put another folder there`)
  // Asked once for all, of the entry itself: what a link leads to may be another folder at every look.
  const folder = lstatSync(path)
  if (!folder.isDirectory()) throw untrusted(path, 'it is no folder')
  if (folder.uid !== user) throw untrusted(path, 'it belongs to another user')
  if ((folder.mode & 0o077) !== 0) throw untrusted(path, 'others may look into it or write to it')
  return path
}

/** The bit of a folder in which nobody may remove or rename what is another user's. */
const sticky = 0o1000

function isOpen({ mode }: Stats): boolean {
  return (mode & 0o022) !== 0
}

function untrusted(path: string, why: string): BerthError {
  return new BerthError({
    code: 'BERTH_STATE',
    operation: 'find a folder for the state of Berth',
    message: `this user has no home directory, and ${path} cannot be trusted: ${why}`,
    remedy: 'Set XDG_STATE_HOME, or HOME, to a folder of this user.',
  })
}
