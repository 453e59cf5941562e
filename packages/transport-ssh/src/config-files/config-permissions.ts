import type { Stats } from 'node:fs'
import { giveFile, keepOthersFromWriting } from '../errors/ssh-commands.js'
import { isOwnGroup } from '../ssh-config/databases/password-database.js'
import { SshConfigError } from '../ssh-config/ssh-config-error.js'

/**
 * Throws {@link SshConfigError} for a file that others than the user and root may write: it can send every connection
 * elsewhere. A group of the owner's own may write it.
 */
export function refuseIfOthersMayWrite(
  path: string,
  { uid, gid, mode }: Pick<Stats, 'uid' | 'gid' | 'mode'>,
  user: string,
): void {
  if (uid !== 0 && uid !== process.getuid?.()) {
    throw new SshConfigError(`${path} belongs to another user (uid ${uid}), so it is not obeyed; ssh refuses it too`, [
      'Take it over, as root.',
      giveFile({ user, file: path }),
    ])
  }
  const othersMay = (mode & 0o002) !== 0
  const groupMay = (mode & 0o020) !== 0 && !isOwnGroup(gid, uid === 0 ? 'root' : user)
  if (othersMay || groupMay) {
    throw new SshConfigError(
      `${path} may be written by ${othersMay ? 'everybody' : `the group ${gid}`}, so it is not obeyed; ssh refuses it too`,
      ['Look through it first: others may have changed it.', keepOthersFromWriting({ file: path })],
    )
  }
}
