import {
  type ImageIdentity,
  type ImageSource,
  type ProgramAnswer,
  parseImageReference,
  parseObject,
  type Refusal,
  type Remedy,
  type RemedyCommand,
  remedySteps,
  type Trouble,
} from '@berth/core/adapter'
import type { Engine } from '../engine/engine.js'
import { calledAs, inspectImage, listImages, loadArchive, pullImage } from '../errors/engine-commands.js'
import { explain } from '../errors/explain.js'
import { refusedLogin, unreadPassword } from '../errors/login-remedies.js'
import { archiveRemedies, imageRemedies, type Remedies, registryLimit } from '../errors/remedies.js'
import { imageIdentity } from './image-identity.js'

/** The identity of the image that was made present, or why the image was not made present. */
export function imageOutcome(
  { reports, stderr }: ProgramAnswer,
  source: ImageSource,
  engine: Engine,
): ImageIdentity | Refusal {
  const [word, text = ''] = reports.at(-1) ?? []
  const called = calledAs(engine)
  switch (word) {
    case 'image': {
      const identity = imageIdentity(text, engine.store)
      if (!('unreadable' in identity)) return identity
      return { reason: identity.unreadable, remedy: byHand(inspectImage({ engine: called, image: source.reference })) }
    }
    case 'still-missing':
      return stillMissing(engine, new Map(reports).get('loading') ?? '', source)
    case 'not-here':
      return notHere(engine, source)
    case 'load-failed':
      return named(
        `the archive ${source.archive} could not be loaded`,
        explain(
          stderr,
          engine,
          archiveRemedies(engine),
          byHand(loadArchive({ engine: called, archive: source.archive ?? '' })),
        ),
      )
    case 'no-login':
      return noLogin(source, engine, stderr)
    case 'pull-failed': {
      const byPulling = byHand(pullImage({ engine: called, image: source.reference }))
      const table = [...loginRemedies(source), ...imageRemedies(engine)]
      const trouble = explain(stderr, engine, table, byPulling)
      const isThere = reports.some(([report, image]) => report === 'image' && parseObject(image) !== null)
      const failed = pullFailed(source, trouble, isThere)
      return registryLimit.test(stderr) ? { ...failed, code: 'BERTH_REGISTRY_LIMIT' } : failed
    }
    default:
      return imageFailure(stderr, source, engine)
  }
}

/** What is said of a pull whose time is up; null where none was to be made. */
export function latePull({ reference, archive, pull }: ImageSource): Trouble | null {
  const registry = parseImageReference(reference)?.registry
  if (archive !== null || pull === 'never' || registry === undefined) return null
  return {
    reason: `${reference} had not come from the registry ${registry} when the time was up`,
    remedy: `Look whether the registry answers, and how fast the host is reached by ${registry}, then run it again.`,
  }
}

/** Why the engine could not even be asked for an image. */
export function imageFailure(stderr: string, { reference }: ImageSource, engine: Engine): Trouble {
  const remedy = byHand(inspectImage({ engine: calledAs(engine), image: reference }))
  return explain(stderr, engine, imageRemedies(engine), remedy)
}

function byHand(command: RemedyCommand): Remedy {
  return ['Do it by hand, and mend what the engine reports.', command]
}

function named(what: string, { reason, remedy }: Trouble): Trouble {
  return { reason: `${what}: ${reason}`, remedy }
}

function loginRemedies({ login }: ImageSource): Remedies {
  return login === undefined ? [] : refusedLogin(login)
}

/** Why there was no login to pull with; nothing was pulled. */
function noLogin({ reference, login }: ImageSource, engine: Engine, stderr: string): Trouble {
  const remedy = 'Mend what is reported on the host, then run it again.'
  const table = login === undefined ? [] : unreadPassword(login)
  return named(`${reference} was not pulled, for want of its login`, explain(stderr, engine, table, remedy))
}

/**
 * Why a pull failed. An image that is there under the name is not used: it may be older than the one that was to be
 * pulled.
 */
function pullFailed({ reference }: ImageSource, trouble: Trouble, isThere: boolean): Trouble {
  if (!isThere) return named(`${reference} could not be pulled`, trouble)
  return named(`${reference} could not be pulled, and the one that is there may be older`, {
    ...trouble,
    remedy: [...remedySteps(trouble.remedy), 'Or set container.pull to "missing" to use the image that is there.'],
  })
}

function notHere(engine: Engine, { reference }: ImageSource): Trouble {
  return {
    reason: `${reference} is not there, and container.pull is "never"`,
    remedy: [
      'Pull it.',
      pullImage({ engine: calledAs(engine), image: reference }),
      'Or load it there, or set container.image_tar to an archive on the hosts, or container.pull to "missing".',
    ],
  }
}

/** Loading or pulling went well, and yet there is no such reference. */
function stillMissing(engine: Engine, loaded: string, { reference, archive }: ImageSource): Trouble {
  if (archive === null) {
    return {
      reason: `${reference} was pulled and is not there`,
      remedy: ['Another process may have removed it: look what is there.', listImages({ engine: calledAs(engine) })],
    }
  }
  const held = [...loaded.matchAll(/^Loaded image(?: ID)?: (\S+)/gm)].map(([, name]) => name)
  const reason = `the archive ${archive} does not hold ${reference}, but ${held.length === 0 ? 'nothing with a name' : held.join(', ')}`
  return reference.includes('@')
    ? {
        reason,
        remedy:
          'Set container.image to what the archive holds, by its tag: an archive has no digest of a registry in it.',
      }
    : {
        reason,
        remedy: 'Correct container.image to what the archive holds, or make the archive anew, of this very reference.',
      }
}
