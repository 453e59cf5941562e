import type { ImageIdentity, ImageSource, ProgramAnswer, Refusal, Trouble } from '@berth/core/adapter'
import { engineSaid } from '../errors/engine-words.js'
import { explain } from '../errors/explain.js'
import { refusedLogin, unreadPassword } from '../errors/login-remedies.js'
import { imageRemedies, type Remedies, registryLimit } from '../errors/remedies.js'
import { imageIdentity } from './image-identity.js'

/** The identity of the image that was made present, or why the image was not made present. */
export function imageOutcome({ reports, stderr }: ProgramAnswer, source: ImageSource): ImageIdentity | Refusal {
  const { reference, archive, login } = source
  const [word, text = ''] = reports.at(-1) ?? []
  switch (word) {
    case 'image': {
      const [, digest, path] = /^(sha256:[0-9a-f]{64}) (.+)$/s.exec(text) ?? []
      if (digest !== undefined && path !== undefined) return imageIdentity(path, digest)
      return imageFailure(stderr || 'what was told of the image is no digest and path', source)
    }
    case 'no-file':
      return {
        reason: `${reference} is not there`,
        remedy:
          'Copy the squashfs image to this path on every host; or name the image as its registry does, so that it can be imported.',
      }
    case 'not-squashfs':
      return {
        reason: `${archive ?? reference} is no squashfs image that can be read`,
        remedy:
          'Make it anew by an import or an export of enroot itself, which cannot load an archive of another engine.',
      }
    case 'not-here':
      return {
        reason: `${reference} is not there, and is not to be pulled`,
        remedy: 'Allow it to be pulled (container.pull), or set container.image_tar to a squashfs image on the host.',
      }
    case 'load-failed':
      return named(`the archive ${archive} could not be loaded`, stderr)
    case 'no-login':
      return named(`${reference} was not imported, for want of its login`, stderr, login ? unreadPassword(login) : [])
    case 'pull-failed': {
      const failed = named(`${reference} could not be imported`, stderr, login ? refusedLogin(login) : [])
      return registryLimit.test(stderr) ? { ...failed, code: 'BERTH_REGISTRY_LIMIT' } : failed
    }
    default:
      return imageFailure(stderr, source)
  }
}

/** Why an image could not be made present. */
export function imageFailure(stderr: string, { reference }: ImageSource): Trouble {
  return named(`${reference} could not be made present`, stderr)
}

function named(what: string, stderr: string, table: Remedies = []): Trouble {
  const { reason, remedy } = explain(
    refusedInSilence(stderr),
    [...table, ...imageRemedies],
    'Mend what is reported on the host, then run it again.',
  )
  return { reason: `${what}: ${reason}`, remedy }
}

/** What enroot said, or would have: of a login that a registry refuses it says nothing but that it tries it. */
function refusedInSilence(stderr: string): string {
  const silent = engineSaid(stderr) === '' && /Authenticating with user: .*(\n.*Using credentials.*)?\s*$/.test(stderr)
  return silent ? 'the registry refuses the login, or wants one: 401 Unauthorized' : stderr
}
