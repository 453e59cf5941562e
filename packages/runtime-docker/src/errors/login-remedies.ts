import { type FileLogin, loginPassword, type RegistryLogin } from '@berth/core/adapter'
import type { Remedies } from './remedies.js'

const key = 'runtime.args.registry'

/** For a pull that was made with a login, and refused. */
export function refusedLogin(login: RegistryLogin): Remedies {
  const { server, username } = login
  return [
    [
      /unauthorized|authentication required|incorrect username or password|access denied|requested access to the resource is denied|invalid username\/password|authentication failed|no basic auth|40[13] |denied:/i,
      `Check that ${username} may pull this image from ${server}, and that ${loginPassword(login).holder} holds that account's password or token (${key}); and the name of the image, for registries refuse what they do not have, too.`,
    ],
    [
      /no such host|server misbehaving/i,
      `Correct ${key}.server and container.image, or let the host resolve the name ${server}.`,
    ],
  ]
}

/** For a password that the host does not have, or cannot hand on. */
export function unreadPassword(login: RegistryLogin): Remedies {
  return [
    ...('passwordFile' in login ? unreadFile(login) : []),
    [/connection was lost/i, 'Run it again: nothing was pulled.'],
    [/can be written|could not be written|no space left/i, 'Let the login user write to /dev/shm or /tmp on the host.'],
    [/base64/, 'Install base64 (coreutils) on the host.'],
  ]
}

function unreadFile({ passwordFile }: FileLogin): Remedies {
  return [
    [
      /no such file|not a directory/i,
      `Put the password into ${passwordFile} on every host, for its login user's eyes alone, or correct ${key}.password_file.`,
    ],
    [/permission denied/i, `Let the login user read ${passwordFile}: the pull is made as that user.`],
    [
      /is a directory|is empty|has several lines/i,
      `Let ${passwordFile} hold the password or token alone, on one line.`,
    ],
  ]
}
