import type { ImageIdentity, ImageSource } from '@berth/core/adapter'
import type { Engine } from './engine.js'
import type { Trouble } from './engine-trouble.js'
import { explain } from './errors.js'
import { imageIdentity } from './image-identity.js'
import { imageRemedies } from './remedies.js'
import { parseReports } from './sections.js'

/** What the image is that was made present, or why it was not. */
export function imageOutcome(
  { stdout, stderr }: { readonly stdout: string; readonly stderr: string },
  nonce: string,
  source: ImageSource,
  { store, reachedBy }: Engine,
): ImageIdentity | Trouble {
  const [word, rest = ''] = parseReports(stdout, nonce).at(-1) ?? []
  const said = (remedy: string): Trouble => explain(stderr, reachedBy, imageRemedies, remedy)
  switch (word) {
    case 'image': {
      const identity = imageIdentity(rest, store)
      if (!('unreadable' in identity)) return identity
      return { reason: identity.unreadable, remedy: 'Run docker image inspect with this reference on the host.' }
    }
    case 'still-missing':
      return stillMissing(stdout, source)
    case 'load-failed':
      return named(`the archive ${source.archive} could not be loaded`, said('Run docker load with it on the host.'))
    case 'pull-failed':
      return named(`${source.reference} could not be pulled`, said('Run docker pull with it on the host.'))
    default:
      return said('Run docker image inspect with this reference on the host.')
  }
}

function named(what: string, { reason, remedy }: Trouble): Trouble {
  return { reason: `${what}: ${reason}`, remedy }
}

/** Loading or pulling went well, and yet there is no such reference. */
function stillMissing(stdout: string, { reference, archive }: ImageSource): Trouble {
  if (archive === null) {
    return {
      reason: `${reference} was pulled and is not there`,
      remedy: 'Run docker image ls on the host; another process may have removed it.',
    }
  }
  const held = [...stdout.matchAll(/^Loaded image(?: ID)?: (\S+)/gm)].map(([, name]) => name)
  return {
    reason: `the archive ${archive} does not hold ${reference}, but ${held.length === 0 ? 'nothing with a name' : held.join(', ')}`,
    remedy:
      'Correct container.image to what the archive holds, or make the archive anew with docker save and this very reference.',
  }
}
