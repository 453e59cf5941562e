import { type FileLogin, loginPassword, type RegistryLogin } from '@berth/core/adapter'
import type { Remedies } from './remedies.js'

const key = 'runtime.args.registry'

/** For an import that was made with a login, and refused. */
export function refusedLogin(login: RegistryLogin): Remedies {
  const { server, username } = login
  return [
    [
      /401 Unauthorized|403 Forbidden|error: 40[13]\b/,
      `Check that ${username} may pull this image from ${server}, and that ${loginPassword(login).holder} holds that account's password or token (${key}); and the name of the image, for registries refuse what they do not have, too.`,
    ],
    [
      /Could not resolve host/i,
      `Correct ${key}.server and container.image, or let the host resolve the name ${server}.`,
    ],
  ]
}

/** For a password that the host does not have, or that enroot cannot take. */
export function unreadPassword(login: RegistryLogin): Remedies {
  return [
    ...('passwordFile' in login ? unreadFile(login) : []),
    [/connection was lost/i, 'Run it again: nothing was imported.'],
    [
      /cannot be given/,
      `Use an access token: enroot can be given no password with white space, or with a quotation mark or $ at its beginning.`,
    ],
    [/can be written|could not be written|no space left/i, 'Let the login user write to /dev/shm or /tmp on the host.'],
  ]
}

function unreadFile({ passwordFile }: FileLogin): Remedies {
  return [
    [
      /no such file|not a directory/i,
      `Put the password into ${passwordFile} on every host, for its login user's eyes alone, or correct ${key}.password_file.`,
    ],
    [/permission denied/i, `Let the user whom enroot works as read ${passwordFile}.`],
    [
      /is a directory|is empty|has several lines/i,
      `Let ${passwordFile} hold the password or token alone, on one line.`,
    ],
  ]
}
