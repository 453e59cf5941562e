import { type ImageIdentity, type ImageSource, parseReports, type Trouble } from '@berth/core/adapter'
import type { Engine } from './engine.js'
import { explain } from './errors.js'
import { imageIdentity } from './image-identity.js'
import { archiveRemedies, imageRemedies } from './remedies.js'

/** What the image is that was made present, or why it was not. */
export function imageOutcome(
  { stdout, stderr }: { readonly stdout: string; readonly stderr: string },
  nonce: string,
  source: ImageSource,
  engine: Engine,
): ImageIdentity | Trouble {
  const reports = parseReports(stdout, nonce)
  const [word, rest = ''] = reports.at(-1) ?? []
  const { program } = engine.dialect
  const said = (remedy: string): Trouble => explain(stderr, engine, imageRemedies(program), remedy)
  switch (word) {
    case 'image': {
      const identity = imageIdentity(rest, engine.store)
      if (!('unreadable' in identity)) return identity
      return { reason: identity.unreadable, remedy: `Run ${program} image inspect with this reference on the host.` }
    }
    case 'still-missing':
      return stillMissing(program, stdout, source)
    case 'not-here':
      return notHere(program, source)
    case 'load-failed':
      return named(
        `the archive ${source.archive} could not be loaded`,
        explain(stderr, engine, archiveRemedies(program), `Run ${program} load with it on the host.`),
      )
    case 'pull-failed':
      return pullFailed(
        source,
        said(`Run ${program} pull with it on the host.`),
        reports.some(([report]) => report === 'image'),
      )
    default:
      return said(`Run ${program} image inspect with this reference on the host.`)
  }
}

function named(what: string, { reason, remedy }: Trouble): Trouble {
  return { reason: `${what}: ${reason}`, remedy }
}

/** What is there under the name is not used: it may be older than what was to be pulled. */
function pullFailed({ reference }: ImageSource, trouble: Trouble, isThere: boolean): Trouble {
  if (!isThere) return named(`${reference} could not be pulled`, trouble)
  return named(`${reference} could not be pulled, and the one that is there may be older`, {
    ...trouble,
    remedy: `${trouble.remedy} Or set container.pull to "missing" to use the image that is there.`,
  })
}

function notHere(program: string, { reference }: ImageSource): Trouble {
  return {
    reason: `${reference} is not there, and container.pull is "never"`,
    remedy: `Run ${program} load or pull on the host, or set container.image_tar to an archive on the hosts, or container.pull to "missing".`,
  }
}

/** Loading or pulling went well, and yet there is no such reference. */
function stillMissing(program: string, stdout: string, { reference, archive }: ImageSource): Trouble {
  if (archive === null) {
    return {
      reason: `${reference} was pulled and is not there`,
      remedy: `Run ${program} image ls on the host; another process may have removed it.`,
    }
  }
  const held = [...stdout.matchAll(/^Loaded image(?: ID)?: (\S+)/gm)].map(([, name]) => name)
  const reason = `the archive ${archive} does not hold ${reference}, but ${held.length === 0 ? 'nothing with a name' : held.join(', ')}`
  return reference.includes('@')
    ? {
        reason,
        remedy:
          'Set container.image to what the archive holds, by its tag: an archive has no digest of a registry in it.',
      }
    : {
        reason,
        remedy: `Correct container.image to what the archive holds, or make the archive anew with ${program} save and this very reference.`,
      }
}
