import { posix } from 'node:path'
import { berthFolder } from '../../contract/index.js'

/**
 * What no image of a container takes along, as paths in it, with `?` for any letter and `*` for any text: all that
 * Berth writes there by itself. Marker, claims, keys and the configuration of sshd, in which the environment stands,
 * are in one folder; beside it the words and the output of detached commands, and what has not arrived in its place
 * yet. The line that Berth adds to `/etc/ssh/ssh_config` stays: it names a file that is not there then, of which ssh
 * says nothing.
 */
export const leftOutOfImages: readonly string[] = [
  berthFolder,
  '*/berth*/commands/????????-????-????-????-????????????',
  '*/.berth-put-*',
  '*/berth-mpi.??????',
]

const patterns = leftOutOfImages.map(
  (pattern) =>
    new RegExp(
      `^${pattern
        .replace(/[.+^${}()|[\]\\]/g, '\\$&')
        .replaceAll('?', '[^/]')
        .replaceAll('*', '.*')}(?:/|$)`,
      's',
    ),
)

/** Whether an image of a container is without this path, by its name in an archive: `./var/lib/berth/sshd`. */
export function isLeftOut(name: string): boolean {
  const path = posix.join('/', name)
  return patterns.some((pattern) => pattern.test(path))
}
